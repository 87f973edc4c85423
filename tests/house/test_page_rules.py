"""What the checking browser would say of a page that breaks a rule of the house."""

import pytest

from tests.checking_browser import Page
from tests.page_rules import check

FRAME = """<!doctype html><html lang="ja"><head><title>漢字 – みどり野市</title></head><body><main id="main">
<h1><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby></h1>{}</main></body></html>"""
GOOD = """<label for="one">x</label><input id="one" name="a"><label><input name="b"></label>
<form method="post" action="/x"><input type="hidden" name="csrf_token"></form>
<textarea aria-label="x">%(name)s</textarea><a href="/x">x</a><p hx-target="main#main"></p>"""
BAD = {
    "ids are unique": '<p id="main"></p>',
    "has a label": '<input name="a">',
    "carries a token": '<form method="post" action="/x"></form>',
    "says where it goes": '<form method="get"></form>',
    "leads somewhere": "<a>x</a>",
    "no script or style": '<p style="color:red"></p>',
    "no script": "<script>1</script>",
    "script or style": '<p onclick="x()"></p>',
    "unfilled": "<p>%(name)s</p>",
    "placeholder": "<p>{<b>漢字</b>|かんじ}</p>",
    "is on the page": '<p hx-target="#nowhere"></p>',
    "one heading": "<h1>x</h1>",
}


@pytest.mark.parametrize(("words", "inside"), BAD.items())
def test_page_that_breaks_a_rule_is_found(words, inside):
    with pytest.raises(AssertionError, match=words):
        check(Page(FRAME.format(inside)), whole=True)


def test_good_page_and_good_block_pass():
    check(Page(FRAME.format(GOOD)), whole=True)
    check(Page('<section id="x"><p>x</p></section>'), whole=False)


def test_page_is_no_block():
    with pytest.raises(AssertionError, match="a block is not a page"):
        check(Page(FRAME.format(GOOD)), whole=False)
