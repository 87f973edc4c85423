"""A shipped letter as staff edit it: its words with [[blanks]], what each blank is, and how blanks are filled.

Nothing is listed by hand: the template is read with a blank in the place of every value, and each remembers the filter
that would have put the value into words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app
from jinja2 import TemplateError, meta, nodes, pass_eval_context

from ..i18n import DEFAULT, LANGUAGES, speaking
from . import variants

LINK = "link"
SHARED = {"centre", "language"}
BLANK = re.compile(r"\[\[\s*([A-Za-z0-9_]+)\s*\]\]")
BRACKET = re.compile(r"\[\[|\]\]")
MANY = 2
WIDE = str.maketrans({"［": "[", "］": "]", "＿": "_"})


class Words(NamedTuple):
    subject: str
    body: str


@dataclass(frozen=True)
class Blank:
    """`written` are the filters that put its value into words, each with its arguments. A line with an empty one is
    left out.
    """

    name: str
    written: tuple[tuple[str, tuple], ...]
    is_optional: bool
    in_subject: bool

    @property
    def mark(self):
        return mark(self.name)

    @property
    def has_lines(self):
        """Whether it takes several lines."""
        last = self.written[-1][0] if self.written else ""
        return last == "join" or last.endswith("_lines")


def mark(name):
    return f"[[{name}]]"


class Unfilled(str):
    """What stands in the template for a value: filters leave it as it is and tell `filters` that they were asked."""

    name: str
    filters: dict[str, tuple]
    chain: tuple

    def __new__(cls, name, filters, chain=()):
        unfilled = super().__new__(cls, mark(name))
        unfilled.name, unfilled.filters, unfilled.chain = name, filters, chain
        return unfilled


def keeping(name, real):
    """The filter `name`, which leaves what is still to be filled in."""

    def kept(*given, **named):
        found = next((one for one in given if isinstance(one, Unfilled)), None)
        if found is None:
            return real(*given, **named)
        chain = (*found.chain, (name, tuple(one for one in given if isinstance(one, str | int) and one is not found)))
        found.filters[found.name] = chain
        return Unfilled(found.name, found.filters, chain)

    if hasattr(real, "jinja_pass_arg"):  # a filter that asks for the environment or the context
        kept.jinja_pass_arg = real.jinja_pass_arg  # type: ignore[attr-defined]
    return kept


def of_many(real):
    """`ngettext` for a number that is still to be filled in: the words for more than one."""

    @pass_eval_context
    def kept(eval_context, singular, plural, number, **values):
        if isinstance(number, Unfilled):
            return real(eval_context, singular, plural, MANY, **{"num": number} | values)
        return real(eval_context, singular, plural, number, **values)

    return kept


@lru_cache(maxsize=4)
def reading_environment(env):
    """The application's templates, with filters that pass blanks through."""
    reading = env.overlay()
    reading.filters = {name: keeping(name, real) for name, real in env.filters.items()}
    reading.globals = env.globals | {"ngettext": of_many(env.globals["ngettext"])}
    return reading


def can_be_worded(template: str) -> bool:
    """Whether a letter is so plain that all it says is words and blanks."""
    try:
        for variant in variants.of(template):
            read(template, variant, DEFAULT.code)
    except (TemplateError, TypeError, ValueError, KeyError):
        return False
    return True


def templates() -> list[str]:
    """The names of every letter."""
    names = current_app.jinja_env.list_templates(filter_func=lambda name: name.startswith("mail/"))
    found = [name.removeprefix("mail/").removesuffix(".txt") for name in names if name.endswith(".txt")]
    return sorted(name for name in found if not name.startswith("_") and can_be_worded(name))


@lru_cache(maxsize=256)
def syntax(env, name):
    """(names of the values a template asks for, names it tests with `if`), with those of what it includes."""
    tree = env.parse(env.loader.get_source(env, name)[0])
    asked = set(meta.find_undeclared_variables(tree))
    tested = {one.name for branch in tree.find_all(nodes.If) for one in names_in(branch.test)}
    given = {one.name for each in tree.find_all(nodes.Assign) for one in names_in(each.target)}
    for part in meta.find_referenced_templates(tree):
        if part:
            more_asked, more_tested = syntax(env, part)
            asked, tested = asked | (more_asked - given), tested | more_tested
    return frozenset(asked - set(env.globals)), frozenset(tested)


def names_in(node):
    return [node, *node.find_all(nodes.Name)] if isinstance(node, nodes.Name) else list(node.find_all(nodes.Name))


def values_of(template) -> frozenset[str]:
    """The names of everything a letter is told, but for what all letters know."""
    return syntax(current_app.jinja_env, f"mail/{template}.txt")[0] - SHARED


def read(template: str, variant: variants.Variant, language: str) -> tuple[Words, dict[str, Blank]]:
    """The shipped words of a letter with their blanks, and the blanks by name in the order in which they come."""
    words, found = read_once(reading_environment(current_app.jinja_env), template, variant, language)
    return words, dict(found)


@lru_cache(maxsize=1024)
def read_once(env, template, variant, language):
    """Neither templates nor the settings of the application that `env` belongs to change while it runs."""
    letter = env.get_template(f"mail/{template}.txt")
    filters: dict[str, tuple] = {}
    values: dict[str, Any] = {name: Unfilled(name, filters) for name in values_of(template) if name[:3] != "is_"}
    values |= variants.told_apart_by(template, variant)
    if variant.has_link is False:
        values[LINK] = ""
    with speaking(language):
        shared = {"centre": current_app.config["SETTINGS"].centre, "language": LANGUAGES[language]}
        subject, body = (said(letter, block, values | shared) for block in ("subject", "body"))
    words = Words(" ".join(subject.split()), tidy(body))
    tested = syntax(env, f"mail/{template}.txt")[1]
    order = dict.fromkeys(BLANK.findall(" ".join(words)))
    in_subject = set(BLANK.findall(words.subject))
    return words, {
        name: Blank(name, filters.get(name, ()), name in tested and name != LINK, name in in_subject) for name in order
    }


def said(template, block, values):
    return "".join(template.blocks[block](template.new_context(dict(values))))


def tidy(text):
    """At most one empty line in a row, none at the ends of lines."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def normal(text: str) -> str:
    """As kept: brackets typed with a Japanese keyboard are brackets, and a blank has no spaces in it."""
    text = re.sub(r"［［.*?］］", lambda wide: wide[0].translate(WIDE), text)
    return BLANK.sub(lambda found: mark(found[1]), text)


def filled(text: str, values: dict[str, str]) -> str:
    """`text` with its blanks filled in; a line with a blank whose value is empty is left out."""
    lines = []
    for line in text.split("\n"):
        asked = BLANK.findall(line)
        if all(values.get(name) for name in asked):
            lines.append(BLANK.sub(lambda found: values[found[1]], line))
    return "\n".join(lines)


def in_words(blank: Blank, value) -> str:
    """A value as its letter says it, in the language of this moment."""
    if value is None or value == "":
        return ""
    for name, arguments in blank.written:
        value = current_app.jinja_env.call_filter(name, value, arguments)
    return str(value)
