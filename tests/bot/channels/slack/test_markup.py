"""Words come out of Slack's markup as they were typed, and never turn into it on the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.markup import escaped, length, plain
from tests.bot.channels.slack.limits import text_faults


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("more than 3 &gt; 2 &amp; less &lt; 5", "more than 3 > 2 & less < 5"),
        ("&amp;gt;", "&gt;"),
        ("caf&eacute;", "caf&eacute;"),
        ("mail <mailto:a@b.example|a@b.example>", "mail a@b.example"),
        ("mail <mailto:a@b.example>", "mail a@b.example"),
        ("call <tel:+15550100|555 0100>", "call 555 0100"),
        ("call <tel:+15550100>", "call +15550100"),
        ("see <https://a.example/?b=1&amp;c=2>", "see https://a.example/?b=1&c=2"),
        ("see <https://a.example|my &lt;page&gt;>", "see my <page>"),
        ("<@U0BOT> yes", "yes"),
        ("my sister <@U123|anna> too", "my sister  too"),
        ("in <#C123|legs> and <#C9>", "in #legs and #channel"),
        ("<!here> help <!channel>", "@here help @channel"),
        ("<!date^1392734382^{date}|Feb 18> it began", "Feb 18 it began"),
        ("<!subteam^S1|@nurses>", "@nurses"),
        ("a < b and c > d", "a < b and c > d"),
        (":cry: *bad*", ":cry: *bad*"),
    ],
)
def test_what_was_typed_is_read(sent: str, typed: str) -> None:
    assert plain(sent) == typed


@given(st.text())
def test_what_is_said_reads_the_same_at_the_other_end(text: str) -> None:
    assert plain(escaped(text)) == text.strip()


@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_nothing_that_is_said_is_markup(text: str) -> None:
    assert list(text_faults(escaped(text))) == []
    assert length(text) == len(escaped(text))
