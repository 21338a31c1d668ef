"""What is left out of a module or a style on its way to a patient."""

from __future__ import annotations

from bot.widget import lean


def test_comments_and_indentation_of_a_module_stay_behind() -> None:
    module = "// Says why.\nexport function half(of) {\n  // Not a third.\n\n  return of / 2; // so\n}\n"
    assert lean(module, ".js") == "export function half(of) {\nreturn of / 2; // so\n}"


def test_an_address_in_a_text_is_no_comment() -> None:
    assert lean('  const page = "https://example.org";', ".js") == 'const page = "https://example.org";'


def test_a_style_loses_the_blanks_that_separate_nothing() -> None:
    style = "/* Loud. */\n.alarm :focus-visible,\na:hover {\n  color: red; margin: 0 1px;\n}\n"
    assert lean(style, ".css") == ".alarm :focus-visible,a:hover{color:red;margin:0 1px;}"
