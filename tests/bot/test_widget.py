"""What becomes of a module or a style on its way to a patient."""

from __future__ import annotations

from bot.widget import joined, lean


def test_comments_and_indentation_of_a_module_stay_behind() -> None:
    module = "// Says why.\nexport function half(of) {\n  // Not a third.\n\n  return of / 2; // so\n}\n"
    assert lean(module, ".js") == "export function half(of) {\nreturn of / 2; // so\n}"


def test_an_address_in_a_text_is_no_comment() -> None:
    assert lean('  const page = "https://example.org";', ".js") == 'const page = "https://example.org";'


def test_a_style_loses_the_blanks_that_separate_nothing() -> None:
    style = "/* Loud. */\n.alarm :focus-visible,\na:hover {\n  color: red; margin: 0 1px;\n}\n"
    assert lean(style, ".css") == ".alarm :focus-visible,a:hover{color:red;margin:0 1px;}"


def test_modules_are_sent_behind_what_they_import_and_what_is_in_them_is_not_sent_again() -> None:
    modules = {
        "chat.js": 'import { half } from "./sums.js";\nimport { say } from "./words.js";\nsay(half(2));\n',
        "later.js": 'const { say } = await import("./chat.js");\n',
        "sums.js": 'import { say } from "./words.js";\nexport function half(of) { say(of / 2); }\n',
        "words.js": "export const say = console.log;\n",
    }
    whole = """\
export const say = console.log;
export function half(of) { say(of / 2); }
say(half(2));
"""
    assert joined(modules) == {"chat.js": whole, "later.js": modules["later.js"]}
