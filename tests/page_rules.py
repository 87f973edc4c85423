"""What every page of the house keeps to. All rules read one list of its elements: this runs thousands of times."""

import re
from functools import cache

from lxml import etree, html
from lxml.cssselect import CSSSelector

OWN_RULES = {"style", "onclick", "onchange", "onsubmit", "hx-on"}
UNFILLED = re.compile(r"%\(\w+\)s|\{[^{}]*\|[^{}]*\}|lazy_gettext|<flask_babel")
WORDS = etree.XPath("//text()[not(parent::textarea)]", smart_strings=False)
PARSER = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def parsed(source):
    """The tree of a page, or of a part of one, which stands within a page then."""
    return html.document_fromstring(source.encode() or b"<html></html>", parser=PARSER)


@cache
def selector(css):
    return CSSSelector(css)


def found(element, css):
    """The elements within `element` that `css` is about, in their order."""
    return selector(css)(element)


def check(page, *, whole):
    """`whole`: a page; otherwise a block that htmx asked for."""
    tree, elements = page.tree, list(page.tree.iter())
    if whole:
        check_frame(tree, elements)
    else:
        assert "<html" not in page.source, "a block is not a page"
    check_ids(elements)
    check_labels(elements)
    for form in named(elements, "form"):
        check_form(form)
    check_targets(tree, elements)
    check_scripts(elements)
    check_words(tree)
    assert all("href" in link.attrib for link in named(elements, "a")), "a link leads somewhere"


def check_frame(tree, elements):
    headings, titles = named(elements, "h1"), named(elements, "title")
    assert len(headings) == 1, "a page has one heading"
    begins = squeezed(without_readings(headings[0]))
    assert squeezed(titles[0].text_content()).startswith(begins), headings[0].text_content()
    assert tree.get("lang"), "a page says its language"
    assert named(elements, "main"), "a page has a main part"


def check_ids(elements):
    ids = [element.get("id") for element in elements if "id" in element.attrib]
    assert len(ids) == len(set(ids)), f"ids are unique: {sorted(i for i in ids if ids.count(i) > 1)}"


def check_labels(elements):
    labelled = {label.get("for") for label in named(elements, "label")} - {None}
    for element in named(elements, "input", "select", "textarea"):
        if element.tag == "input" and element.get("type") == "hidden":
            continue
        own = element.get("aria-label") or any(True for _ in element.iterancestors("label"))
        assert own or element.get("id") in labelled, f"{element.get('name')} has a label"


def check_form(form):
    assert form.get("action"), "a form says where it goes"
    if form.get("method", "get").lower() == "post":
        names = {element.get("name") for element in form.iterdescendants()}
        assert "csrf_token" in names, f"the form to {form.get('action')} carries a token"


def check_targets(tree, elements):
    for target in {element.get("hx-target") for element in elements if "hx-target" in element.attrib}:
        assert found(tree, target), f"target {target} is on the page"


def check_scripts(elements):
    own = [element for element in elements if not OWN_RULES.isdisjoint(element.attrib)]
    own += [element for element in named(elements, "script") if "src" not in element.attrib]
    assert not own, "no script or style inside the page"


def check_words(tree):
    assert not UNFILLED.search("".join(WORDS(tree))), "no unfilled placeholder"


def named(elements, *names):
    return [element for element in elements if element.tag in names]


def without_readings(element):
    """Its words without what stands above them."""
    if element.tag in {"rt", "rp"}:
        return ""
    return (element.text or "") + "".join(without_readings(each) + (each.tail or "") for each in element)


def squeezed(text):
    return re.sub(r"\s+", "", text)
