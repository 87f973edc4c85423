"""Readings over kanji. Easy texts write {漢字|かんじ}; the page shows ruby, attributes and mails show it plainly."""

import re

from flask import g

READING = re.compile(r"\{([々ヶ〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)\|([ぁ-ゖー]+)\}")
TOKEN = re.compile(r"(<[^>]*>)")
PLAIN_INSIDE = ("title", "option", "textarea", "script", "style")


def plain(text: str) -> str:
    """Without readings: for attributes, titles and anything that cannot carry markup."""
    return READING.sub(r"\1", text)


def bracketed(text: str) -> str:
    """{漢字|かんじ} → 漢字(かんじ): for mails and paper."""
    return READING.sub(r"\1(\2)", text)


def rubied(text: str) -> str:
    return READING.sub(r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>", text)


def marked_up(html: str) -> str:
    """A whole page: ruby between tags, plain words inside tags and inside elements that hold only text."""
    if "|" not in html:
        return html
    result, inside = [], ""
    for token in TOKEN.split(html):
        if token.startswith("<"):
            name = token[1:].split(None, 1)[0].rstrip(">").lower()
            if name in PLAIN_INSIDE:
                inside = name
            elif name == f"/{inside}":
                inside = ""
            result.append(plain(token) if "{" in token else token)
        elif "{" in token:
            result.append(plain(token) if inside else rubied(token))
        else:
            result.append(token)
    return "".join(result)


def show_readings(response):
    language = g.get("language")
    is_page = response.mimetype == "text/html" and not response.direct_passthrough
    if language and language.html_lang == "ja" and is_page:
        response.set_data(marked_up(response.get_data(as_text=True)))
    return response
