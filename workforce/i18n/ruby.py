"""Readings over kanji. Easy texts write {漢字|かんじ}; the page shows ruby, attributes and mails show it plainly."""

import re

from flask import g

READING = re.compile(r"\{([々ヶ〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)\|([ぁ-ゖー]+)\}")
# What shows words without markup: elements that hold only text, and the tags themselves.
ONLY_TEXT = r"<(title|option|textarea|script|style)\b.*?</\3\s*>|<[^>]*\{[^>]*>"
PIECE = re.compile(f"{READING.pattern}|{ONLY_TEXT}", re.DOTALL)


def plain(text: str) -> str:
    """Without readings: for attributes, titles and anything that cannot carry markup."""
    return READING.sub(r"\1", text)


def bracketed(text: str) -> str:
    """{漢字|かんじ} → 漢字(かんじ): for mails and paper."""
    return READING.sub(r"\1(\2)", text)


def marked_up(html: str) -> str:
    """A whole page: ruby between tags, plain words inside tags and inside elements that hold only text."""
    return PIECE.sub(piece_marked_up, html) if "|" in html else html


def piece_marked_up(piece) -> str:
    words, reading, _element = piece.groups()
    return f"<ruby>{words}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>" if words else plain(piece[0])


def show_readings(response):
    language = g.get("language")
    is_page = response.mimetype == "text/html" and not response.direct_passthrough
    if language and language.html_lang == "ja" and is_page:
        response.set_data(marked_up(response.get_data(as_text=True)))
    return response
