"""The one place where real things are chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import bootstrap
from bot.errors import DocumentError, Fault


def test_what_is_shipped_passes() -> None:
    bootstrap.check()


def test_the_faults_of_knowledge_and_language_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> object:
        raise DocumentError([Fault(Path(name), 3, "is wrong")])

    monkeypatch.setattr(bootstrap, "knowledge", lambda: broken("causes/iron.yml"))
    monkeypatch.setattr(bootstrap, "lexicon", lambda: broken("alerts.yml"))

    with pytest.raises(DocumentError) as caught:
        bootstrap.check()

    assert str(caught.value).splitlines() == ["alerts.yml:3: is wrong", "causes/iron.yml:3: is wrong"]


def test_each_thing_is_made_once() -> None:
    assert bootstrap.conversation() is bootstrap.conversation()
    assert bootstrap.messages() is bootstrap.messages()
