"""Arrows point inward only: which package may import which, and how much of the code knows Rasa."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from bot.settings import ROOT

ROWS: tuple[frozenset[str], ...] = tuple(
    frozenset(row.split())
    for row in (
        # what puts the rim together into a process
        "bot.cli",
        "bot.server bot.demo",
        "bot.agent bot.training bot.operations bot.beside",
        # the rim
        "actions bot.nlu bot.channels bot.alerts bot.endpoints "
        "bot.tensorflow_free bot.action_checks bot.evaluation bot.tuning bot.console",
        "bot.bootstrap bot.readiness",
        "bot.messages bot.transcripts bot.widget",
        "bot.dialogue",
        "bot.triage bot.language",
        "bot.knowledge bot.key_file",
        "bot.settings bot.metrics bot.logs",
        "bot.console_settings bot.listening",
        "bot.site_settings bot.messenger_settings",
        "bot.documents",
        "bot.errors bot.readable",
        "bot",
    )
)
"""From the outside in. A package may import itself and the rows below its own."""

INSIDE: Mapping[str, tuple[str, ...]] = {
    "bot.language": (
        "understanding",
        "advice reader",
        "understood amendments inquiries",
        "moves unasked learned",
        "answers",
        "dangers family medicines",
        "numbers",
        "words",
        "interpretation",
    ),
    "bot.channels": (
        "socket_io vendors",
        "website slack telegram",
        "outgoing rest courier",
        "forgetting sending",
        "once rates recent request turn",
        "guard",
    ),
}
"""The same inside the packages that are made of packages."""

SHARE = 0.2
"""Of all lines in functions, no more than this may touch a dispatcher or a tracker."""


@lru_cache(maxsize=1)
def modules() -> dict[str, ast.Module]:
    """Every module of the product by its dotted name."""
    paths = [path for folder in ("bot", "actions") for path in sorted((ROOT / folder).rglob("*.py"))]
    return {dotted(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(module: str, tree: ast.AST) -> Iterator[str]:
    """The modules of the product that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if known(alias.name))
        if isinstance(node, ast.ImportFrom) and known(node.module or ""):
            assert node.level == 0, f"{module} imports by a relative path"
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in modules() else str(node.module)


def known(name: str) -> bool:
    return name.split(".")[0] in {"bot", "actions"}


def package(module: str) -> str:
    """The package a module counts to in the table: `bot.triage` for `bot.triage.answers`."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "bot" else parts[0]


def row(module: str) -> int:
    found = [number for number, names in enumerate(ROWS) if package(module) in names]
    assert found, f"{module} stands in no row of the table"
    return found[0]


ARROWS = [
    (module, other) for module, tree in modules().items() for other in sorted(set(imports(module, tree)))
]


def test_every_module_stands_in_a_row() -> None:
    table = frozenset().union(*ROWS)
    assert [module for module in modules() if package(module) not in table] == []


def test_every_package_of_the_table_is_there() -> None:
    assert frozenset().union(*ROWS) == {package(module) for module in modules()}


def test_a_package_imports_only_itself_and_the_rows_below() -> None:
    outward = [
        f"{module} imports {other}"
        for module, other in ARROWS
        if package(module) != package(other) and row(module) >= row(other)
    ]
    assert outward == []


@pytest.mark.parametrize("outer", INSIDE)
def test_inside_a_large_package_the_arrows_point_down_as_well(outer: str) -> None:
    level = {name: number for number, names in enumerate(INSIDE[outer]) for name in names.split()}

    def part(module: str) -> str:
        return module.removeprefix(f"{outer}.").split(".")[0]

    inner = [arrow for arrow in ARROWS if all(end.startswith(f"{outer}.") for end in arrow)]
    assert {part(end) for arrow in inner for end in arrow} == set(level)
    assert [
        f"{module} imports {other}"
        for module, other in inner
        if part(module) != part(other) and level[part(module)] >= level[part(other)]
    ] == []


def test_the_table_would_find_an_arrow_that_points_outward() -> None:
    assert row("bot.triage.answers") > row("bot.dialogue.turns") > row("bot.messages.render")
    assert row("bot.knowledge.model") > row("bot.language.reader") == row("bot.triage.answers")


def test_nothing_imports_the_actions() -> None:
    assert [
        arrow for arrow in ARROWS if package(arrow[1]) == "actions" and package(arrow[0]) != "actions"
    ] == []


def test_no_two_modules_import_each_other_even_by_a_long_way_round() -> None:
    inward: dict[str, set[str]] = {module: set() for module in modules()}
    for module, other in ARROWS:
        inward[module].add(other)
    done: set[str] = set()
    while free := {
        module for module, others in inward.items() if module not in done and others <= done | {module}
    }:
        done |= free
    assert sorted(set(inward) - done) == []


@pytest.mark.parametrize("core", ["triage", "knowledge", "dialogue", "messages", "language"])
def test_the_inside_knows_no_rasa_no_web_and_no_database(core: str) -> None:
    foreign = {"rasa", "rasa_sdk", "sanic", "sqlalchemy", "aiohttp"}
    for module, tree in modules().items():
        if package(module) == f"bot.{core}":
            assert not foreign & set(roots(tree)), module


@pytest.mark.parametrize("core", ["triage", "knowledge", "dialogue", "messages"])
def test_only_the_language_knows_spacy(core: str) -> None:
    for module, tree in modules().items():
        if package(module) == f"bot.{core}":
            assert "spacy" not in set(roots(tree)), module


def roots(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield module, node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_little_of_the_code_touches_a_dispatcher_or_a_tracker() -> None:
    rasa = {"dispatcher", "tracker"}
    touching = total = 0
    for _, function in functions():
        total += length(function)
        if rasa & {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}:
            touching += length(function)
    assert touching / total < SHARE


def test_only_the_tracker_module_of_the_actions_knows_slots() -> None:
    for module, tree in modules().items():
        if package(module) == "actions" and module != "actions.tracker":
            named = {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(tree)}
            assert not named & {"get_slot", "SlotSet", "slots"}, module


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "handler"])
def test_no_module_has_a_name_that_says_nothing(word: str) -> None:
    assert [module for module in modules() if word in module.split(".")[-1]] == []


def test_every_module_and_class_says_what_it_is() -> None:
    silent = [module for module, tree in modules().items() if not ast.get_docstring(tree)]
    silent += [
        f"{module}.{node.name}"
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
    ]
    assert silent == []
