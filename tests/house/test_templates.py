"""What no template does."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"

NEVER = {
    "a style element": r"<style\b",
    "a script of its own": r"<script(?![^>]*\ssrc=)[^>]*>",
    "a handler of htmx": r"\bhx-on\b",
    "a data: address": r"""["'(]data:""",
    "text passed as markup": r"\|\s*safe\b",
    "escaping turned off": r"{%-?\s*autoescape\s+false",
    "a comma, colon or bracket between values, which each language writes in its own way": (
        r"""(?:\}\}|%\}|</\w+>)(?:, | ?\(|: )(?:\{\{|\{%)|\bjoin\(["'],"""
    ),
    "a form inside a paragraph, which browsers end before it": (
        r"<p\b[^>]*>(?:(?!</p>)[\s\S])*?\bui\.(?:button_to|form)\("
    ),
    "a note to ourselves": r"\b(?:TODO|FIXME|XXX)\b",
}


def templates():
    return sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("reason", NEVER)
def test_no_template_holds(reason):
    holders = [
        f"{path.relative_to(TEMPLATES)}: {found.group(0)[:60]}"
        for path in templates()
        if (found := re.search(NEVER[reason], path.read_text()))
    ]
    assert holders == []


def test_no_element_has_a_handler_or_a_style_of_its_own():
    """Also not where a tag of the template language stands inside the element."""
    own = re.compile(r"<[^>]*\s(?:style|on[a-z]+)\s*=")
    holders = {path.name: own.findall(without_tags(path.read_text())) for path in templates()}
    assert {name: found for name, found in holders.items() if found} == {}


def without_tags(text):
    return re.sub(r"{[#%{].*?[#%}]}", "", text, flags=re.DOTALL)


def test_macros_are_reached_as_ui_and_never_imported():
    importing = re.compile(r"{%-?\s*(?:import|from)\b")
    pages = [path for path in templates() if path.parent.name != "components"]
    assert [path.name for path in pages if importing.search(path.read_text())] == []


def test_only_layouts_write_the_html_element():
    writers = {path.name for path in templates() if "<html" in path.read_text()}
    assert writers <= {"layout.html", "staff_layout.html", "error.html", "sheet.html"}


def test_every_template_compiles(app):
    for name in app.jinja_env.list_templates(extensions=["html", "txt"]):
        app.jinja_env.get_template(name)


def test_letters_have_a_subject_and_a_body(app):
    for path in sorted(TEMPLATES.glob("mail/[!_]*.txt")):
        blocks = app.jinja_env.get_template(f"mail/{path.name}").blocks
        assert {"subject", "body"} <= set(blocks), path.name
