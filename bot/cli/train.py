"""`rls-triage train`: a model that fits the sources."""

from __future__ import annotations

import argparse

from bot.cli.types import Commands, progress


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "train",
        help="train a model, if none fits the sources",
        description="Train a model, if none in models/ fits the sources, and print its path.",
    )
    parser.add_argument("--anew", action="store_true", help="train even if a model fits")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Print the path of the model that fits."""
    from bot.training import ready_model

    print(ready_model(say=progress, anew=chosen.anew))
