"""The widget's files as they are sent."""

from __future__ import annotations

import gzip
import json
import re
import urllib.request
from html import unescape
from pathlib import Path

import pytest

from bot.channels.website.pages import files
from bot.channels.website.site import Site
from bot.settings import Settings
from tests.bot.visitor import ask

HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page, a module and a file that is for nobody."""
    (tmp_path / "index.html").write_text("<h1>{{clinic}}</h1><p data-settings='{{settings}}'></p>")
    (tmp_path / "embed.html").write_text("<p>{{phone}}</p>")
    (tmp_path / "widget.js").write_text("// why\nexport const clinic = '{{clinic}}';\n")
    (tmp_path / "notes.txt").write_text("for nobody")
    (tmp_path / "__init__.py").write_text("")
    return tmp_path


def test_pages_have_no_ending_and_only_files_for_browsers_are_sent(folder: Path) -> None:
    assert set(files(folder, {})) == {"", "embed", "widget.js"}


def test_what_a_clinic_writes_is_text_in_its_pages(folder: Path) -> None:
    clinic = Settings.parse_obj({"clinic_name": HOSTILE, "texts": {"title": HOSTILE}})
    page = files(folder, Site.of(clinic, "911", "Hello.", "Begin", "Too late.").blanks)[""].body.decode()
    assert "<script" not in page
    assert page.count("'") == 2
    told = json.loads(unescape(re.findall("data-settings='(.*)'", page)[0]))
    assert (told["clinic"], told["texts"]) == (HOSTILE, {"title": HOSTILE})


def test_modules_are_sent_without_what_only_their_readers_need(folder: Path) -> None:
    module = files(folder, {"clinic": "x"})["widget.js"].body
    assert b"{{clinic}}" in module
    assert b"why" not in module


def test_a_file_is_sent_small_and_once(address: str) -> None:
    request = urllib.request.Request(f"{address}/chat/widget.js", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        packed, mark = answer.read(), answer.headers["ETag"]
        assert answer.headers["Content-Encoding"] == "gzip"
    plain = ask(address, "GET", "/chat/widget.js")
    assert gzip.decompress(packed).decode() == plain.body
    assert plain.headers["access-control-allow-origin"] == "*"
    assert ask(address, "GET", "/chat/widget.js", If_None_Match=mark).status == 304


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline(address: str) -> None:
    page = ask(address, "GET", "/chat/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "Demo clinic" in page.body
    assert "{{" not in page.body
    assert not re.search(r"(src|href)=\"(https?:)?//|<script>|<style|\son\w+=|\sstyle=", page.body)


@pytest.mark.parametrize(
    "name", ["secret.txt", "..%2f__init__.py", "__init__.py", "index.html", "widget.js/.."]
)
def test_nothing_else_is_sent(address: str, name: str) -> None:
    assert ask(address, "GET", f"/chat/{name}").status == 404


def test_the_widget_is_told_the_clinics_own(address: str) -> None:
    told = ask(address, "GET", "/chat/settings", Origin=address)
    assert told.body == {
        "clinic": "Demo clinic",
        "phone": "555 0100",
        "emergency": "911",
        "language": "en",
        "direction": "ltr",
        "shared": False,
        "texts": {},
        "colours": {},
    }
