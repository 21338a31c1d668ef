"""What Telegram's patients read beside the conversation itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.telegram import keyboards
from bot.channels.telegram.discretion import Discretion
from bot.channels.telegram.updates import Rows
from bot.knowledge.model import URGENCIES
from bot.messages.wording import Words

ERASE, KEEP = "erase", "keep"
"""What the buttons carry that answer whether everything shall be erased."""

STOPPING, NOTED = "Stop here", "What have you noted?"
"""What `/stop` and `/summary` stand for."""


@dataclass(frozen=True)
class Phrases:
    """Sentences and the keyboards under them."""

    words: Words
    page: str | None
    """Where the website's chat is, if it can be reached from outside."""

    @property
    def page_row(self) -> Rows:
        """The button that leads to the website."""
        return keyboards.link(self.words.say("button_web_page"), self.page) if self.page else []

    @property
    def erasing(self) -> Rows:
        """The buttons under the question whether everything shall be erased."""
        words = self.words
        return keyboards.single(
            [(ERASE, words.say("button_erase_all")), (KEEP, words.say("button_keep_all"))]
        )

    @property
    def instead(self) -> dict[str, str]:
        """What is put otherwise here: Telegram keeps what is said as well."""
        words = self.words
        return {
            words.say("consent"): words.say("telegram_consent"),
            words.say("consent_again"): words.say("telegram_consent_again"),
        }

    @property
    def discretion(self) -> Discretion:
        """What stands in place of what the answers come to."""
        words = self.words
        end = f"{words.say('watch_for')}\n{words.say('not_diagnosis')}"
        closings: dict[str, str] = {
            each: f"{words.say('telegram_closing', when=words.say(f'when_{each}'))}\n{end}"
            for each in URGENCIES
        }
        lead, unfitting = words.say("button_web_page"), words.say("button_what_would_change")
        return Discretion(closings, lead, frozenset({unfitting}))
