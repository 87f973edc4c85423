"""The look: small, layered, readable, and without a way in for style or script from a page."""

import gzip
import re

import pytest

from workforce.settings import ROOT

SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
PAGES = sorted((ROOT / "templates").rglob("*.html"))
TOKENS = dict(re.findall(r"(--[\w-]+): ([^;]+);", (ROOT / "static/css/tokens.css").read_text()))
TEXT = ["ink", "ink-soft", "link", "brand", "accent", "bad"]
ON_PAINT = [
    ("on-brand", "brand"),
    ("on-brand", "accent"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("ink-soft", "brand-soft"),
]


def test_all_styles_fit_into_nine_kilobytes():
    assert len(gzip.compress(b"\n".join(sheet.read_bytes() for sheet in SHEETS), 6)) < 9 * 1024


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_style_sheet_stays_in_its_layer_without_ids_or_force(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)

    assert "@layer" in text
    assert "!important" not in text
    assert not re.search(r"(?m)^[^{}:;]*#[\w-]+[^;]*\{", text), "no ids in selectors"
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    "sheet", [s for s in SHEETS if s.stem not in {"tokens", "print"}], ids=lambda sheet: sheet.stem
)
def test_every_colour_has_a_role(sheet):
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(", sheet.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT / "templates").as_posix())
def test_template_holds_no_style_script_or_data_address(page):
    text = page.read_text()

    assert not re.search(r"""\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on|["'(]data:""", text)


@pytest.mark.parametrize("page", [page for page in PAGES if "body_class %}work" in page.read_text()])
def test_pages_for_work_bring_the_styles_for_work(page):
    assert 'asset("staff/staff.css")' in page.read_text()


@pytest.mark.parametrize(
    ("front", "back"), [*[(role, paper) for role in TEXT for paper in ("page", "surface")], *ON_PAINT]
)
def test_text_stands_out_from_its_paper(front, back):
    assert contrast(colour(front), colour(back)) >= 4.5


@pytest.mark.parametrize("back", ["page", "surface"])
def test_edges_of_inputs_stand_out(back):
    assert contrast(colour("edge"), colour(back)) >= 3


def colour(role):
    value = TOKENS[f"--{role}"]
    while value.startswith("var("):
        value = TOKENS[value[4:-1]]
    return value.lstrip("#") if len(value) == 7 else "".join(digit * 2 for digit in value.lstrip("#"))


def contrast(one, other):
    """Between two colours as six hex digits; the formula of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(digits):
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
