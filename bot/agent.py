"""A Rasa agent over our own store and actions, in a process made ready for it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs, tensorflow_free
from bot.errors import BotError
from bot.settings import Settings

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from bot.messages.wording import Words
    from bot.transcripts.privacy.farewell import Farewell
    from bot.transcripts.turn import ExactlyOnce


class ModelError(BotError):
    """A model that cannot be loaded."""


def prepare(model: Path) -> None:
    """Make the process ready for Rasa. Must come before anything else imports it."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logs.set_up()
    tensorflow_free.keep_out(model)


def load_agent(
    model: Path, clinic: Settings, actions: str = "actions", knowledge: str | None = None
) -> ExactlyOnce:
    """The agent that serves patients: it stores by consent and runs custom actions in this process.

    `knowledge` is the version that is stored with conversations, the shipped one unless given.
    """
    from rasa.shared.core.domain import SessionConfig

    from bot import action_checks, bootstrap
    from bot.endpoints import ActionsInProcess
    from bot.transcripts.locks import lock_store
    from bot.transcripts.tracker_store import TranscriptStore
    from bot.transcripts.turn import ExactlyOnce

    action_checks.read_schema_once()
    knowledge = knowledge or bootstrap.knowledge().version
    store = TranscriptStore(host=clinic.store_url, knowledge=knowledge, alert_ways=clinic.alert_ways)
    agent = ExactlyOnce(
        tracker_store=store,
        lock_store=lock_store(clinic),
        action_endpoint=ActionsInProcess(actions),
        farewell=_farewell(),
    )
    _load(agent, model)
    # Rasa wraps every store in one that hides its errors and forgets: ours stands alone.
    agent.tracker_store = agent.processor.tracker_store = store
    if clinic.session_hours:
        agent.domain.session_config = SessionConfig(clinic.session_hours * 60, carry_over_slots=False)
    agent.tally.metrics.watch("at_hand", lambda: len(store.at_hand))
    agent.tally.metrics.watch("held", lambda: len(store.holding.held))
    return agent


def _farewell() -> Farewell:
    """What is said to who wants to be forgotten."""
    from bot import bootstrap
    from bot.transcripts.privacy.farewell import Farewell

    words = bootstrap.messages().words
    done = partial(_said_with_receipt, words)
    return Farewell(done, words.say("forgotten_nothing"), words.say("forgotten_later"))


def _said_with_receipt(words: Words, number: str) -> str:
    return words.say("forgotten", receipt=number)


def load_reader(model: Path) -> Agent:
    """An agent that only understands: no store, no actions."""
    from rasa.core.agent import Agent

    agent = Agent()
    _load(agent, model)
    return agent


def _load(agent: Agent, model: Path) -> None:
    try:
        agent.load_model(model)
    except Exception as error:
        # A damaged archive fails in as many ways as there are libraries that read it.
        reason = _reason(error)
        raise ModelError(f"The model {model.name} cannot be loaded: {reason}") from error


def _reason(error: BaseException) -> str:
    """What its reader can mend, if that is behind it; else the first line of the error itself."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, BotError):
            return str(at)
        at = at.__cause__
    return (str(error) or type(error).__name__).splitlines()[0]
