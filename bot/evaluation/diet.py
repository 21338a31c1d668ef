"""Rasa's DIET as a contender: trained and asked by Rasa itself, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from bot.errors import BotError
from bot.evaluation.contenders import Taken, told
from bot.language.learned.hearing import prompt
from bot.language.learned.labelled import Labelled

PIPELINE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
"""Rasa's default pipeline before its classifier."""

ASK = """
import asyncio, json, sys
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
async def take():
    for line in open(sys.argv[2], encoding="utf-8"):
        parsed = await agent.parse_message(json.loads(line))
        ranking = [[one["name"], one["confidence"]] for one in parsed["intent_ranking"] or [parsed["intent"]]]
        print(json.dumps(ranking))
asyncio.run(take())
"""


class Diet:
    """The classifier of Rasa's default pipeline; the open question is told at the start of the text."""

    def __init__(self, epochs: int) -> None:
        self.name = f"Rasa's DIET ({epochs} epochs)"
        self._epochs = epochs
        self._folder = tempfile.TemporaryDirectory(prefix="diet-")

    def learn(self, taught: Sequence[Labelled]) -> None:
        """Write the replies as Rasa's examples, and train."""
        folder = Path(self._folder.name)
        classifier = {"name": "DIETClassifier", "epochs": self._epochs, "entity_recognition": False}
        config = {"recipe": "default.v1", "language": "en", "assistant_id": "diet"}
        _write(folder / "config.yml", {**config, "pipeline": [*PIPELINE, classifier], "policies": []})
        lines: dict[str, list[str]] = {}
        for one in taught:
            lines.setdefault(told(one), []).append(_line(one))
        examples = [
            {"intent": label, "examples": "".join(f"- {line}\n" for line in dict.fromkeys(found))}
            for label, found in lines.items()
        ]
        _write(folder / "nlu.yml", {"version": "3.1", "nlu": examples})
        _rasa(
            folder, "train", "nlu", "--nlu", "nlu.yml", "--config", "config.yml", "--fixed-model-name", "diet"
        )

    def take(self, replies: Sequence[Labelled]) -> list[Taken]:
        """DIET's first choice for each reply."""
        folder = Path(self._folder.name)
        (folder / "ask.py").write_text(ASK, encoding="utf-8")
        asked = "".join(json.dumps(_line(one)) + "\n" for one in replies)
        (folder / "asked.jsonl").write_text(asked, encoding="utf-8")
        said = _run([sys.executable, "ask.py", "models/diet.tar.gz", "asked.jsonl"], folder)
        rankings = [json.loads(line) for line in said.splitlines() if line.startswith("[[")]
        return [(ranking[0][0], float(ranking[0][1])) for ranking in rankings]


def _line(labelled: Labelled) -> str:
    """The question and the reply on one line, without what Rasa's example format reads as markup."""
    text = " ".join(labelled.reply.text.split())
    return f"{prompt(labelled.reply.question)} : {text}".translate(str.maketrans("[]{}()/", "       "))


def _write(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _rasa(folder: Path, *arguments: str) -> None:
    _run([sys.executable, "-m", "rasa", *arguments], folder)


def _run(command: Sequence[str], folder: Path) -> str:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "LOG_LEVEL": "ERROR"}
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **quiet}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BotError(f"Rasa could not train or run DIET:\n{done.stderr[-2000:]}")
    return done.stdout
