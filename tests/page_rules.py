"""What every page of the house keeps to. All rules read one list of its elements: this runs thousands of times."""

import re

from bs4 import NavigableString, Tag

OWN_RULES = {"style", "onclick", "onchange", "onsubmit", "hx-on"}
UNFILLED = re.compile(r"%\(\w+\)s|\{[^{}]*\|[^{}]*\}|lazy_gettext|<flask_babel")


def check(page, *, whole):
    """`whole`: a page; otherwise a block that htmx asked for."""
    elements = tags(page)
    if whole:
        check_frame(page, elements)
    else:
        assert not named(elements, "html"), "a block is not a page"
    check_ids(elements)
    check_labels(elements)
    for form in named(elements, "form"):
        check_form(form)
    check_targets(page, elements)
    check_scripts(elements)
    check_words(page)
    assert all("href" in link.attrs for link in named(elements, "a")), "a link leads somewhere"


def check_frame(page, elements):
    assert len(named(elements, "h1")) == 1, "a page has one heading"
    heading = page.h1.get_text("", strip=True)
    assert squeezed(page.title.get_text()).startswith(squeezed(without_readings(page.h1))), heading
    assert page.html["lang"], "a page says its language"
    assert named(elements, "main"), "a page has a main part"


def check_ids(elements):
    ids = [element["id"] for element in elements if "id" in element.attrs]
    assert len(ids) == len(set(ids)), f"ids are unique: {sorted(i for i in ids if ids.count(i) > 1)}"


def check_labels(elements):
    labelled = {label.get("for") for label in named(elements, "label")} - {None}
    for element in named(elements, "input", "select", "textarea"):
        if element.name == "input" and element.get("type") == "hidden":
            continue
        own = element.get("aria-label") or element.find_parent("label")
        assert own or element.get("id") in labelled, f"{element.get('name')} has a label"


def check_form(form):
    assert form.get("action"), "a form says where it goes"
    if form.get("method", "get").lower() == "post":
        names = {element.get("name") for element in tags(form)}
        assert "csrf_token" in names, f"the form to {form['action']} carries a token"


def check_targets(page, elements):
    for target in {element["hx-target"] for element in elements if "hx-target" in element.attrs}:
        assert page.select_one(target), f"target {target} is on the page"


def check_scripts(elements):
    own = [element for element in elements if not OWN_RULES.isdisjoint(element.attrs)]
    own += [element for element in named(elements, "script") if "src" not in element.attrs]
    assert not own, "no script or style inside the page"


def check_words(page):
    strings = (words for words in page.descendants if isinstance(words, NavigableString))
    text = "".join(words for words in strings if words.parent.name != "textarea")
    assert not UNFILLED.search(text), "no unfilled placeholder"


def tags(element):
    return [each for each in element.descendants if isinstance(each, Tag)]


def named(elements, *names):
    return [element for element in elements if element.name in names]


def without_readings(element):
    return "".join(t for t in element.find_all(string=True) if t.parent.name not in {"rt", "rp"})


def squeezed(text):
    return re.sub(r"\s+", "", text)
