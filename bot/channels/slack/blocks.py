"""The bot's messages in Slack's own elements, within the limits Slack sets."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    PlainTextObject,
    SectionBlock,
)

from bot.channels.outgoing import fitting, takes_several
from bot.channels.sending import Said
from bot.channels.slack.markup import escaped, length
from bot.channels.slack.presses import NUMBER, PRESS, SEND, TICKS
from bot.messages.wording import Words
from bot.transcripts.offers import button_id

LONGEST_TEXT = 3_000
"""Letters of a section. What is longer goes out as several messages."""

LONGEST_TITLE = 75
"""Letters on a button, or beside a box to tick."""

MOST_BUTTONS, MOST_BOXES = 25, 10
"""How many fit into one block, and into one group of boxes."""

LONGEST_ECHO = 2_000
"""Letters of what a patient chose, said back under the question."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Post:
    """One message as Slack takes it. `bare` is said where Slack does not take the blocks."""

    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()
    bare: str = ""


@dataclass(frozen=True)
class Offer:
    """A button as it is shown: its id, and its title, cut if it is too long."""

    id: str
    title: str

    @property
    def short(self) -> str:
        """The title as far as it fits."""
        fits = len(self.title) <= LONGEST_TITLE
        return self.title if fits else f"{self.title[: LONGEST_TITLE - 1].rstrip()}…"


@dataclass(frozen=True)
class Composer:
    """Makes posts of messages.

    `several` are the questions that take more than one button, `units` those that ask for a number, with
    what it counts; `alone` are the titles that nobody ticks together with others. `instead` are texts
    that are put otherwise here.
    """

    words: Words
    several: Container[str] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    alone: Container[str] = ()
    instead: Mapping[str, str] = field(default_factory=dict)

    def posts(self, said: Said) -> list[Post]:
        """A message in as many posts as it takes; its elements are in the last one."""
        offers = list(_offers(said))
        cut = [offer.title for offer in offers if offer.short != offer.title]
        text = said.message.get("text") or ""
        text = "\n".join([self.instead.get(text, text), *(f"• {title}" for title in cut)])
        kept = {"text": text, "buttons": offers}
        return [
            self._post(part.get("text", ""), part.get("buttons", ()), said.message.get("custom") or {})
            for part in fitting(kept, LONGEST_TEXT, length)
        ]

    def plain(self, text: str) -> Post:
        """Words alone."""
        return self._post(text, (), {})

    def used(self, message: Mapping[str, Any], chosen: Sequence[str]) -> Post:
        """What stays of a message when its buttons have done their work: words, and what was chosen."""
        blocks = message.get("blocks")
        words = [each for each in blocks if each.get("type") == "section"] if isinstance(blocks, list) else []
        if not any(chosen):
            return Post(str(message.get("text")), tuple(words))
        echo = self.words.say("slack_chosen", chosen=", ".join(chosen))[:LONGEST_ECHO]
        note = ContextBlock(elements=[PlainTextObject(text=echo)])
        return Post(str(message.get("text")), (*words, note.to_dict()))

    def _post(self, text: str, offers: Sequence[Offer], custom: Mapping[str, Any]) -> Post:
        titles = [offer.title for offer in offers]
        section = [SectionBlock(text=MarkdownTextObject(text=escaped(text)))] if text else []
        blocks = (*section, *self._elements(offers, custom))
        bare = "\n".join([text, *(f"• {title}" for title in titles)]).strip()
        notice = text or " / ".join(titles)
        return Post(escaped(notice), tuple(block.to_dict() for block in blocks), escaped(bare))

    def _elements(self, offers: Sequence[Offer], custom: Mapping[str, Any]) -> Iterator[Block]:
        question = custom.get("id") if custom.get("kind") == "question" else None
        if offers and takes_several(custom, self.several):
            yield from self._boxes(offers)
        elif offers and question in self.units:
            yield self._number(self.units[str(question)])
            yield from _rows([self._send(), *map(_button, offers)])
        else:
            yield from _rows([_button(offer) for offer in offers])

    def _boxes(self, offers: Sequence[Offer]) -> Iterator[Block]:
        """Lines to tick, then the button that sends them, and what stands for itself."""
        lines = [offer for offer in offers if offer.title not in self.alone]
        for number, some in enumerate(_by(MOST_BOXES, lines)):
            options = [Option(text=PlainTextObject(text=each.short), value=each.id) for each in some]
            boxes = CheckboxesElement(action_id=TICKS, options=options)
            yield ActionsBlock(block_id=f"{TICKS}.{number}", elements=[boxes])
        buttons = [_button(offer) for offer in offers if offer.title in self.alone]
        yield from _rows([self._send(), *buttons] if lines else buttons)

    def _number(self, unit: str) -> InputBlock:
        box = NumberInputElement(action_id=NUMBER, is_decimal_allowed=True)
        label = self.words.say("slack_number", unit=unit)
        return InputBlock(block_id=NUMBER, label=label, element=box, dispatch_action=True, optional=True)

    def _send(self) -> ButtonElement:
        title = self.words.button("send").title
        return ButtonElement(text=title, action_id=SEND, value=SEND, style="primary")


def _offers(said: Said) -> Iterator[Offer]:
    """The buttons of a message. What is not kept has none: nobody could tell later what they meant."""
    if said.answers is not None:
        for number, button in enumerate(said.message.get("buttons") or ()):
            yield Offer(button_id(said.answers, said.place, number), str(button["title"]))


def _button(offer: Offer) -> ButtonElement:
    return ButtonElement(text=offer.short, action_id=f"{PRESS}.{offer.id}", value=offer.id)


def _rows(buttons: Sequence[ButtonElement]) -> Iterator[ActionsBlock]:
    for number, some in enumerate(_by(MOST_BUTTONS, buttons)):
        yield ActionsBlock(block_id=f"{PRESS}.{number}", elements=list(some))


def _by(most: int, items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in groups of this many."""
    return (items[start : start + most] for start in range(0, len(items), most))
