"""Which model fits the sources, and training one where none does."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from bot.errors import BotError
from bot.settings import ROOT

SOURCES = (
    "config.yml",
    "domain.yml",
    "domain",
    "data/nlu",
    "data/rules",
    "data/stories",
    "bot/nlu/classifier.py",
    "bot/language/learned/word_table.py",
    "bot/language/learned/table_fit.py",
)
"""What a model is made from: another byte in any of these asks for another model.

Knowledge and language are read at every start and are in no model.
"""

LIBRARIES = ("rasa", "spacy", "scikit-learn")

Say = Callable[[str], None]


class TrainingError(BotError):
    """No model could be made from the sources; the message holds what Rasa said."""


def fingerprint(project: Path = ROOT) -> str:
    """Sixteen letters that change whenever anything a model is made from changes."""
    digest = hashlib.sha256(repr([(name, version(name)) for name in LIBRARIES]).encode())
    for path in _files(project):
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(project).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def model_path(project: Path = ROOT) -> Path:
    """Where the model that fits the sources is, or would be."""
    return project / "models" / f"rls-triage-{fingerprint(project)}.tar.gz"


def ready_model(project: Path = ROOT, say: Say = print, anew: bool = False) -> Path:
    """The model that fits the sources, trained first where there is none."""
    model = model_path(project)
    if anew or not model.exists():
        _train(project, model, say)
    return model


def _files(project: Path) -> Iterator[Path]:
    for source in SOURCES:
        path = project / source
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


def _train(project: Path, model: Path, say: Say) -> None:
    """Train beside the models and move the result in, so that half a model is never found."""
    if not (project / "config.yml").exists():
        raise TrainingError(f"There is nothing to train from: {project / 'config.yml'} is missing.")
    model.parent.mkdir(exist_ok=True)
    say("No model fits the sources: training one (about a minute) ...")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=model.parent, prefix=".training-") as folder:
        _run_rasa(project, Path(folder), say)
        (Path(folder) / "fresh.tar.gz").replace(model)
    for older in model.parent.glob("rls-triage-*.tar.gz"):
        if older != model:
            older.unlink()
    say(f"Trained in {time.monotonic() - started:.0f} s: {model.name}")


def _run_rasa(project: Path, folder: Path, say: Say) -> None:
    """Run `rasa train` in its own process: it imports TensorFlow, which this one may do without."""
    # Named, because Rasa would else read every YAML file below data/ several times over.
    data = [source for source in SOURCES if source.startswith("data/") and (project / source).exists()]
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "fresh", "--out", str(folder)]
    # The sources did change, so it need not be looked whether they did; `make lint` validates them.
    command += ["--force", "--skip-validation", "--data", *data]
    steady = {
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": "INFO",
    }
    said: list[str] = []
    with subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, **steady},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            for line in process.stdout or ():
                said.append(line)
                step = re.search(r"Starting to train component '(\w+)'", line)
                if step:
                    say(f"  training {step[1]} ...")
        except BaseException:
            process.terminate()
            raise
    if process.returncode or not (folder / "fresh.tar.gz").exists():
        raise TrainingError("Training failed. Rasa said:\n" + "".join(said[-40:]).rstrip())
