"""A copy of the project in a folder of its own, and what stock Rasa needs to hold the same conversation."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import PREFIX, ROOT
from bot.training import model_path

COPIED = ("bot", "actions", "data", "config.yml", "domain.yml", "credentials.yml", "endpoints.yml")

EPOCHS = 100
"""What Rasa's default pipeline trains its networks for."""

DEFAULT_CONFIG = """
# What `rasa init` comes to when nothing is chosen, with our interpreter at the end: it takes the place
# of no component, and lets this pipeline hold the very same conversation.
recipe: default.v1
assistant_id: default-pipeline
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - {{name: CountVectorsFeaturizer, analyzer: char_wb, min_ngram: 1, max_ngram: 4}}
  - {{name: DIETClassifier, epochs: {epochs}, constrain_similarities: true}}
  - name: EntitySynonymMapper
  - {{name: ResponseSelector, epochs: {epochs}, constrain_similarities: true}}
  - {{name: FallbackClassifier, threshold: 0.3, ambiguity_threshold: 0.1}}
  - name: bot.nlu.interpreter.Interpreter
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - {{name: UnexpecTEDIntentPolicy, max_history: 5, epochs: {epochs}}}
  - {{name: TEDPolicy, max_history: 5, epochs: {epochs}, constrain_similarities: true}}
"""

STOCK_ENDPOINTS = """
action_endpoint: {{url: "http://127.0.0.1:{port}/webhook"}}
tracker_store: {{type: SQL, dialect: sqlite, db: "{database}"}}
"""


@contextmanager
def copied_project() -> Iterator[Path]:
    """The project as it is now, in a folder that goes away; nothing is written where it came from."""
    with TemporaryDirectory(prefix="rls-bench-") as folder:
        project = Path(folder)
        for name in COPIED:
            _copy(ROOT / name, project / name)
        (project / "models").mkdir()
        yield project


def copy_model(project: Path) -> None:
    """Take along the model that fits the sources, where there is one: then nothing need be trained."""
    found = model_path(project).name
    if (ROOT / "models" / found).exists():
        _copy(ROOT / "models" / found, project / "models" / found)


def write_stock(project: Path, name: str, action_port: int) -> Path:
    """A folder in a project with the endpoints and credentials of Rasa's own making."""
    folder = project / name
    folder.mkdir(exist_ok=True)
    endpoints = STOCK_ENDPOINTS.format(port=action_port, database=folder / "conversations.db")
    (folder / "endpoints.yml").write_text(endpoints, encoding="utf-8")
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    return folder


def write_default_config(folder: Path, epochs: int) -> None:
    """The default pipeline, to be trained for so many epochs."""
    (folder / "config.yml").write_text(DEFAULT_CONFIG.format(epochs=epochs), encoding="utf-8")


def environment(project: Path, **more: str) -> Mapping[str, str]:
    """The environment of a child process: the copy comes first, and nobody's settings are in force."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {
        **kept,
        "PYTHONPATH": str(project),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        **more,
    }


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, target)
