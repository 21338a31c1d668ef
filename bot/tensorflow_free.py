"""Keeps TensorFlow out of a process that serves a model which does not use it.

Rasa imports TensorFlow whatever the model: six to nine seconds and some 400 MB; and with it all of
scikit-learn and SciPy's statistics. They enter through four modules, which are replaced by empty ones here
before Rasa is imported. They are private to Rasa: if an upgrade moves them, the import is done the normal
way, and a test says so.
"""

from __future__ import annotations

import importlib
import json
import sys
import tarfile
from pathlib import Path
from types import ModuleType

EMPTIED = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.utils.tensorflow.model_data": (
        *("Data", "FeatureArray", "FeatureSignature", "RasaModelData", "ragged_array_to_ndarray"),
    ),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}
"""The modules replaced, each with the names others import from it."""

NEEDS_TENSORFLOW = frozenset(
    {
        "DIETClassifier",
        "ResponseSelector",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
        "LanguageModelFeaturizer",
        "ConveRTFeaturizer",
    }
)
"""Rasa's own components that compute with TensorFlow."""


def keep_out(model: Path) -> bool:
    """Import Rasa without TensorFlow if this model allows it. Says whether TensorFlow stayed out.

    Does nothing once Rasa is imported: half a change would be worse than none.
    """
    if "tensorflow" in sys.modules or "rasa.utils.train_utils" in sys.modules or _needs_tensorflow(model):
        return False
    return import_rasa()


def import_rasa() -> bool:
    """Import Rasa without TensorFlow; the normal way if that fails. Says whether TensorFlow stayed out."""
    for name, members in EMPTIED.items():
        sys.modules[name] = _empty(name, members)
    try:
        importlib.import_module("rasa.core.run")
    except (ImportError, AttributeError):
        _forget_rasa()
        return False
    return "tensorflow" not in sys.modules


def _needs_tensorflow(model: Path) -> bool:
    """Whether any component the model predicts with does; a model that cannot be read may."""
    try:
        with tarfile.open(model) as archive:
            metadata = json.load(archive.extractfile("metadata.json"))  # type: ignore[arg-type]
        nodes = metadata["predict_schema"]["nodes"].values()
        return any(node["uses"].rpartition(".")[2] in NEEDS_TENSORFLOW for node in nodes)
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError):
        return True


def _empty(name: str, members: tuple[str, ...]) -> ModuleType:
    module = ModuleType(name, "Stands in for a module that would import TensorFlow.")
    for member in members:
        setattr(module, member, type(member, (), {"__module__": name}))
    return module


def _forget_rasa() -> None:
    for name in [name for name in sys.modules if name == "rasa" or name.startswith("rasa.")]:
        del sys.modules[name]
