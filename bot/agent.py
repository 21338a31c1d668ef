"""A Rasa agent over our own store and actions, in a process made ready for it."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot import tensorflow_free
from bot.errors import BotError
from bot.settings import Settings

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from bot.transcripts.turn import ExactlyOnce


class ModelError(BotError):
    """A model that cannot be loaded."""


def prepare(model: Path) -> None:
    """Make the process ready for Rasa. Must come before anything else imports it."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    _set_up_logs()
    tensorflow_free.keep_out(model)


def load_agent(model: Path, clinic: Settings, actions: str = "actions") -> ExactlyOnce:
    """The agent that serves patients: it stores by consent and runs custom actions in this process."""
    from rasa.shared.core.domain import SessionConfig

    from bot import action_checks
    from bot.endpoints import ActionsInProcess
    from bot.transcripts.locks import lock_store
    from bot.transcripts.tracker_store import TranscriptStore
    from bot.transcripts.turn import ExactlyOnce

    action_checks.read_schema_once()
    store = TranscriptStore(host=clinic.store_url)
    agent = ExactlyOnce(
        tracker_store=store, lock_store=lock_store(clinic), action_endpoint=ActionsInProcess(actions)
    )
    _load(agent, model)
    # Rasa wraps every store in one that hides its errors and forgets: ours stands alone.
    agent.tracker_store = agent.processor.tracker_store = store
    if clinic.session_hours:
        agent.domain.session_config = SessionConfig(clinic.session_hours * 60, carry_over_slots=False)
    return agent


def load_reader(model: Path) -> Agent:
    """An agent that only understands: no store, no actions."""
    from rasa.core.agent import Agent

    agent = Agent()
    _load(agent, model)
    return agent


def _load(agent: Agent, model: Path) -> None:
    from rasa.shared.exceptions import RasaException

    try:
        agent.load_model(model)
    except RasaException as error:
        raise ModelError(f"The model {model.name} cannot be loaded: {error}") from error


def _set_up_logs() -> None:
    """One plain log on standard error, with tracebacks that do not print what variables held."""
    level = os.environ.get("LOG_LEVEL", "WARNING").upper()
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Warnings are for the developers of Rasa, and some of them quote what a patient wrote.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
