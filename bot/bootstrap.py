"""The one place where real things are chosen: settings, knowledge, language, conversation, words.

Each is made once, at its first use, and shared; tests make their own.
"""

from __future__ import annotations

from functools import lru_cache

from threadpoolctl import threadpool_limits

from bot.dialogue.turns import Conversation
from bot.errors import DocumentError, Fault
from bot.knowledge import loader
from bot.knowledge.loader import Knowledge
from bot.language.learned.reply_model import ReplyModel, load_reply_model
from bot.language.reader import Reader
from bot.language.understanding import Understanding
from bot.language.words.lexicon import Lexicon, load_lexicon
from bot.messages import Messages, blanks
from bot.settings import ROOT, Settings
from bot.settings import settings as read_settings

CACHE = ROOT / ".cache"
REPLY_MODEL = ROOT / "data" / "language" / "reply_model.safetensors"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The clinic's settings in force."""
    return read_settings()


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The shipped knowledge, checked."""
    return loader.load(ROOT / "data" / "knowledge", CACHE)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """How patients say it, checked."""
    return load_lexicon(ROOT / "data" / "language")


@lru_cache(maxsize=1)
def reader() -> Reader:
    """What the rules make of patients' words."""
    return Reader(knowledge(), lexicon())


@lru_cache(maxsize=1)
def reply_model() -> ReplyModel:
    """What learned from labelled replies."""
    # A reply is too small a thing for two cores to be quicker at: the second one only waits, busily.
    threadpool_limits(1, user_api="blas")
    return load_reply_model(REPLY_MODEL, knowledge())


@lru_cache(maxsize=1)
def understanding() -> Understanding:
    """What understands patients' words: the rules, and the model where they are unsure."""
    known = knowledge()
    dangers = {question.id for question in known.questions.values() if question.group == "safety"}
    lists = {each.id for each in known.checklists.values() if dangers & set(each.questions)}
    return Understanding(reader(), reply_model(), dangers | lists)


@lru_cache(maxsize=1)
def conversation() -> Conversation:
    """What decides what is said next."""
    return Conversation(knowledge())


@lru_cache(maxsize=1)
def messages() -> Messages:
    """What finds the words."""
    return Messages(knowledge(), blanks(knowledge(), settings()))


def check() -> None:
    """Read everything written by hand before anything slow begins.

    Raises DocumentError with the faults of knowledge and language together.
    """
    faults: list[Fault] = []
    for read in (knowledge, lexicon):
        try:
            read()
        except DocumentError as error:
            faults.extend(error.faults)
    if faults:
        raise DocumentError(faults)
