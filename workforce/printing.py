"""Paper: pages of `templates/print/` as PDF, and QR codes.

A page is a Typst file that shows `data`, the values it is given; see `sheet.typ`. The PDF is tagged (PDF/UA-1) and
self-contained (PDF/A-2a): every letter that it shows is inside, with fonts that are part of the house.
"""

import io
import json
import re
import unicodedata
from datetime import datetime
from functools import cache
from typing import Any

import segno
from flask import current_app

from .i18n import current
from .settings import ROOT

PAGES = ROOT / "templates" / "print"
STANDARDS = ["a-2a", "ua-1"]

UNKNOWN = re.compile(r'the text `"(.)"` could not be displayed')
IN_ITS_PLACE = "〓"
"""What Japanese printers set for a letter they lack: a name in a script of none of our fonts still prints."""
SIGNS = "".join(chr(code) for code in range(0x300, 0x20000) if unicodedata.category(chr(code)).startswith("M"))
SIGNED = re.compile(f"{IN_ITS_PLACE}[{SIGNS}\u200c\u200d]+")
"""Vowels and tones that are written around a letter go with it."""


class CannotBePrinted(Exception):
    """A page of ours does not compile: a fault of the house, with Typst's words."""


@cache
def compiler():
    """One for the process, made when somebody prints for the first time: it holds the fonts and what it has read."""
    import typst  # 30 MB that most processes never need

    return typst.Compiler(root=str(PAGES), font_paths=[str(PAGES / "fonts")], ignore_system_fonts=True)


def pdf(page: str, *, at: datetime, **values: Any) -> bytes:
    """`templates/print/<page>.typ` with `values` (what JSON can carry), in the language that is spoken now.

    `at` stands in the file as its date, so the same values give the same bytes. Raises CannotBePrinted.
    """
    language = current()
    shared = {
        "language": language.html_lang.partition("-")[0],
        "readings": language.code == "easy",
        "centre": current_app.config["SETTINGS"].centre.name(language.code),
    }
    written = json.dumps(shared | values, ensure_ascii=False, default=str)
    while True:
        try:
            return compiled(page, written, at)
        except RuntimeError as error:
            unknown = UNKNOWN.search(str(error))
            if not unknown:
                raise CannotBePrinted(f"{page}: {error}") from error
            before, written = written, without(written, unknown[1])
            if written == before:  # the letter stands in the page itself, or in a cluster that we cannot take apart
                raise CannotBePrinted(f"{page}: {error}") from error


def without(written: str, letter: str) -> str:
    """With a mark in its place. Where that is what cannot be shown, signs that belong to letters before stand on it."""
    return SIGNED.sub(IN_ITS_PLACE, written) if letter == IN_ITS_PLACE else written.replace(letter, IN_ITS_PLACE)


def compiled(page, written, at):
    return compiler().compile(
        str(PAGES / f"{page}.typ"),
        format="pdf",
        sys_inputs={"data": written},
        pdf_standards=STANDARDS,
        timestamp=at.replace(microsecond=0),
    )


def qr(address: str) -> str:
    """An SVG of the code, for a page (`image(bytes(data.qr), format: "svg", alt: …)`) or for the web."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
