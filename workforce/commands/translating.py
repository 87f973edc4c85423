"""translations: from the code to the translators' files and back."""

from contextlib import chdir
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ..i18n import LANGUAGES
from ..settings import ROOT

FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS = ("lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")


@click.group()
def translations():
    """Collect, renew and compile the texts of the interface."""


@translations.command()
@click.argument("output", type=click.Path(path_type=Path, dir_okay=False), default=TEMPLATE)
def extract(output):
    """Collect every text of the interface into OUTPUT."""
    keywords = [word for keyword in KEYWORDS for word in ("-k", keyword)]
    words = ["pybabel", "--quiet", "extract", "-F", "pyproject.toml", "--add-location=file", "--sort-output"]
    names = ["--project=workforce", "--version=1", "--copyright-holder=", "--msgid-bugs-address="]
    target = str(output.absolute())
    with chdir(ROOT):  # references are written relative to the house
        CommandLineInterface().run([*words, *keywords, *names, "-o", target, "."])


@translations.command()
@click.pass_context
def update(ctx):
    """Bring every language's file up to the code: new texts empty, dropped ones gone."""
    ctx.invoke(extract, output=TEMPLATE)
    with TEMPLATE.open("rb") as file:
        template = read_po(file)
    for language in LANGUAGES.values():
        if language.code != "en":
            renew(template, language)


def renew(template, language):
    path = FOLDER / language.locale / "LC_MESSAGES" / "messages.po"
    catalogue = Catalog(locale=language.locale, domain="messages", project="workforce", version="1")
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language.locale, domain="messages")
    catalogue.update(template, no_fuzzy_matching=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_by_file=True, ignore_obsolete=True, include_lineno=False, width=110)
    missing = sum(1 for message in catalogue if message.id and not is_translated(message))
    click.echo(f"{language.code}: {len(catalogue)} texts, {missing} missing")


def is_translated(message):
    words = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(words) and not message.fuzzy


@translations.command("compile")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
def compile_catalogues(paths):
    """Compile these files, or all of them, for the server."""
    for path in paths or sorted(FOLDER.glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
