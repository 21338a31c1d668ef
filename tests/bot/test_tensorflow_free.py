"""TensorFlow stays out of a process that does not need it, and comes in where a model does."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

SCRIPT = """
import asyncio, sys
from pathlib import Path
from bot import agent
model = Path(sys.argv[1])
agent.prepare(model)
loaded = agent.load_reader(model)
understood = asyncio.run(loaded.parse_message("hello"))
print(understood["intent"]["name"], "tensorflow" in sys.modules)
"""


def model_using(component: str, path: Path) -> Path:
    nodes = {"first": {"uses": f"rasa.somewhere.{component}"}}
    metadata = json.dumps({"predict_schema": {"nodes": nodes}}).encode()
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(metadata)
        archive.addfile(entry, io.BytesIO(metadata))
    return path


def test_a_model_of_rules_is_loaded_and_used_without_tensorflow(toy_model: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(toy_model)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["greet", "False"]


@pytest.mark.parametrize("component", ["DIETClassifier", "TEDPolicy"])
def test_a_model_that_computes_with_tensorflow_gets_it(component: str, tmp_path: Path) -> None:
    model = model_using(component, tmp_path / "model.tar.gz")
    done = _keep_out(model, "print(kept, 'rasa.utils.train_utils' in sys.modules)")
    assert done.split() == ["False", "False"]


def test_a_model_that_cannot_be_read_counts_as_needing_it(tmp_path: Path) -> None:
    assert _keep_out(tmp_path / "missing.tar.gz", "print(kept)").split() == ["False"]


def test_when_rasa_has_moved_its_modules_the_normal_import_is_used(tmp_path: Path) -> None:
    model = model_using("RulePolicy", tmp_path / "model.tar.gz")
    broken = "tensorflow_free.EMPTIED['rasa.utils.tensorflow.callback'] = ()\n"
    after = "from rasa.utils.tensorflow import callback; print(kept, hasattr(callback, 'RasaTrainingLogger'))"
    assert _keep_out(model, after, before=broken).split() == ["False", "True"]


def _keep_out(model: Path, after: str, before: str = "") -> str:
    script = f"import sys\nfrom pathlib import Path\nfrom bot import tensorflow_free\n{before}"
    script += f"kept = tensorflow_free.keep_out(Path({str(model)!r}))\n{after}\n"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
