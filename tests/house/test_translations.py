"""Every text of the interface in every language that can meet it (I18-1)."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from workforce.commands.translating import extract
from workforce.i18n import LANGUAGES
from workforce.i18n.ruby import READING

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
TRANSLATED = [language for language in LANGUAGES.values() if language.code != "en"]  # English is how texts are written
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\[\[\w+\]\]")
KANJI = re.compile(r"[々\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

STAFF_ROOMS = (
    *("workforce/audit/", "workforce/desk/", "workforce/catalogue/actions/", "workforce/catalogue/views/"),
    *("workforce/catalogue/forms/", "workforce/catalogue/rules/moves.py", "templates/components/texts.html"),
    "workforce/catalogue/rules/files.py",
    *(
        *(f"workforce/scheduling/actions/{noun}.py" for noun in ("rooms", "bookings", "equipment", "allotting")),
        *(f"workforce/scheduling/views/{noun}.py" for noun in ("rooms", "pictures", "equipment", "allotting")),
        *("workforce/scheduling/views/choosing.py", "workforce/scheduling/views/told.py"),
        *("workforce/scheduling/views/outside.py", "workforce/scheduling/rules/asking.py"),
        *("workforce/scheduling/views/load.py", "workforce/scheduling/views/timetables.py"),
        "workforce/scheduling/forms/timetables.py",
        *("workforce/scheduling/forms/rooms.py", "workforce/scheduling/rules/refusals.py"),
        *("workforce/scheduling/rules/minutes.py", "workforce/scheduling/rules/pictures.py"),
        *(f"workforce/scheduling/actions/{noun}.py" for noun in ("pins", "plans", "solving")),
        *("workforce/scheduling/forms/plans.py", "workforce/scheduling/rules/plan_words.py"),
        "workforce/scheduling/rules/plan_why.py",
        *(f"workforce/scheduling/views/{noun}.py" for noun in ("pins", "plan_reasons", "plan_shown", "plans")),
        *("workforce/scheduling/rules/ratio.py", "workforce/scheduling/actions/planning/refusals.py"),
    ),
    *("workforce/catalogue/rules/publishing.py", "workforce/enrolment/forms/board.py", "workforce/outbox/actions.py"),
    *("workforce/operations/retention/", "workforce/web/cohort_menu.py", "workforce/web/staff_menu.py"),
    *(
        *("workforce/attendance/forms/making_up.py", "workforce/attendance/rules/making_up.py"),
        *("workforce/attendance/views/staff_making_up.py", "workforce/attendance/views/what_if.py"),
        "workforce/attendance/views/making_up_rule.py",
        "workforce/attendance/views/counted.py",
    ),
    *(
        *(f"workforce/money/actions/{noun}.py" for noun in ("bank", "documents", "payments", "prices")),
        *(f"workforce/money/forms/{noun}.py" for noun in ("bank", "documents", "payments", "policies")),
        *(f"workforce/money/rules/{noun}.py" for noun in ("account", "bank_file", "bank_rows", "bank_words")),
        *(f"workforce/money/rules/{noun}.py" for noun in ("refunds", "terms")),
        *(f"workforce/money/views/{noun}.py" for noun in ("bank", "documents", "payments", "payouts")),
        *(f"workforce/money/views/{noun}.py" for noun in ("policies", "refunds")),
    ),
    *(f"workforce/{feature}/views/told" for feature in ("people", "enrolment", "screening", "money")),
    *(
        "workforce/outbox/told.py",
        "workforce/outbox/paper.py",
        "workforce/outbox/quiet.py",
        "workforce/outbox/wordings.py",
    ),
    *(
        "workforce/enrolment/actions/teaching.py",
        "workforce/enrolment/actions/telling.py",
        "workforce/enrolment/forms/telling.py",
        "workforce/enrolment/views/telling.py",
        "workforce/enrolment/forms/together.py",
        "workforce/enrolment/views/staff_together.py",
    ),
    "workforce/enrolment/rules/holds.py",
    *(f"workforce/attendance/forms/{noun}.py" for noun in ("hours", "policies", "results")),
    *(
        f"workforce/attendance/rules/{noun}.py"
        for noun in ("completion", "credit", "exemptions", "refusals", "reports")
    ),
    *(f"workforce/attendance/views/{noun}.py" for noun in ("exemptions", "hours_told", "overrides", "policies")),
    *(f"workforce/attendance/views/{noun}.py" for noun in ("progress", "results", "staff_hours")),
    *("workforce/screening/actions/", "workforce/screening/forms/", "workforce/screening/rules/differences.py"),
    *(f"workforce/screening/views/{noun}.py" for noun in ("assessing", "assessors", "criteria", "deciding")),
    *("workforce/screening/rules/standing.py", "workforce/screening/views/talking.py"),
    "workforce/screening/views/words.py",
    "workforce/reports/",
    *("workforce/certificates/actions/", "workforce/certificates/forms/staff.py"),
    *("workforce/certificates/forms/policies.py", "workforce/certificates/views/reasons.py"),
    *(f"workforce/certificates/rules/{noun}.py" for noun in ("issuer", "registers")),
    *(f"workforce/certificates/views/{noun}.py" for noun in ("cohorts", "registers", "staff", "told")),
    "workforce/outbox/letters.py",  # the words in the place of a link that staff may not see
    *(
        "workforce/enrolment/actions/corrections.py",
        "workforce/enrolment/actions/draw_refusals.py",
        "workforce/enrolment/forms/draws.py",
        "workforce/enrolment/views/staff_draws.py",
        "workforce/enrolment/forms/corrections.py",
        "workforce/enrolment/views/corrections.py",
    ),
    *(
        "workforce/enrolment/actions/arranging.py",
        "workforce/enrolment/actions/form_versions.py",
        "workforce/enrolment/forms/arranging.py",
        "workforce/enrolment/forms/form_versions.py",
        "workforce/enrolment/views/form_versions.py",
        "workforce/enrolment/views/staff_dates.py",
        "workforce/enrolment/views/arranging.py",
        "workforce/people/actions/identity.py",
        "workforce/people/rules/documents.py",
        "workforce/enrolment/forms/counter.py",
        "workforce/enrolment/forms/moves.py",
        "workforce/enrolment/rules/offer_limits.py",
        "workforce/enrolment/rules/offers.py",
        "workforce/enrolment/views/answering.py",
        "workforce/enrolment/views/board.py",
    ),
    *("workforce/enrolment/views/counter.py", "workforce/enrolment/views/moves.py"),
    *("workforce/enrolment/actions/selection.py", "workforce/enrolment/actions/selecting.py"),
    *("workforce/enrolment/forms/selection.py", "workforce/enrolment/views/selection.py"),
    *("workforce/enrolment/actions/reservations.py", "workforce/enrolment/forms/reservations.py"),
    *("workforce/enrolment/views/reservations.py", "templates/mail/reservation_"),
    *("workforce/operators/", "workforce/enrolment/forms/group", "workforce/enrolment/rules/operator_limits.py"),
    *(
        "workforce/enrolment/actions/groups.py",
        "workforce/enrolment/rules/group",
        "workforce/enrolment/views/groups.py",
    ),
    *("workforce/enrolment/views/queue.py", "workforce/enrolment/views/words.py", "workforce/policies.py"),
    *("workforce/honoraria/actions/", "workforce/honoraria/forms/", "workforce/honoraria/rules/terms.py"),
    *("workforce/honoraria/rules/tax.py", "workforce/honoraria/views/staff.py", "workforce/honoraria/views/told.py"),
    "workforce/honoraria/views/files.py",
    *("workforce/seating/actions/", "workforce/seating/forms/", "workforce/seating/rules/words.py"),
    *(f"workforce/seating/views/{noun}.py" for noun in ("boards", "facts", "proposals", "told", "words")),
    *("workforce/scheduling/actions/", "workforce/scheduling/forms/", "workforce/scheduling/views/"),
    *("workforce/scheduling/rules/answering.py", "templates/mail/teaching_open"),
    *("workforce/scheduling/rules/days.py", "workforce/scheduling/rules/requirements.py"),
    *("workforce/attendance/rules/roll_call.py", "workforce/attendance/views/told.py"),
    *("workforce/attendance/views/deciding.py", "workforce/attendance/forms/paper.py"),
    *("workforce/attendance/rules/row_codes.py", "workforce/attendance/views/books.py"),
)
"""Modules whose texts only staff read, and the contacts of operators, who manage care work in Japanese."""


FOR_TEACHERS = (
    *("workforce/scheduling/actions/requests/refusals.py", "workforce/scheduling/forms/requests.py"),
    *(f"workforce/scheduling/views/{noun}.py" for noun in ("asked", "request_words")),
)
"""Within those, what whoever is asked to teach reads by a link."""


@cache
def staff_templates():
    """Pages in the staff's layout, and parts that only such pages include."""
    texts = {path.relative_to(ROOT).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
    staff = {
        name for name, text in texts.items() if re.search(r'extends "(staff|operator|rule)_layout.html"', text)
    } | {
        "templates/staff_layout.html",
        "templates/rule_layout.html",
        "templates/operator_layout.html",
    }
    parts = [name for name in texts if Path(name).name.startswith("_")]
    while True:
        users = {part: {name for name, text in texts.items() if used(part, text)} for part in parts}
        more = {part for part, names in users.items() if names and names <= staff} - staff
        if not more:
            return staff
        staff |= more


def used(part, text):
    return f'"{part.removeprefix("templates/")}"' in text


def is_for_staff_only(message):
    names = [name for name, _line in message.locations]
    if any(name.startswith(FOR_TEACHERS) for name in names):
        return False
    return all(name in staff_templates() or name.startswith(STAFF_ROOMS) for name in names)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Every text of the interface, collected anew from the code."""
    path = tmp_path_factory.mktemp("texts") / "messages.pot"
    extract.callback(path)
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


@cache
def catalogue(locale):
    path = ROOT / "translations" / locale / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {key(message): message for message in read_po(file, locale=locale) if message.id}


def key(message):
    """The English text, or (of what it is said, the English text) for a word with two meanings."""
    return (message.context, english(message)) if message.context else english(message)


def english(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(words):
    return [words] if isinstance(words, str) else list(words)


def translated(language):
    return [message for message in catalogue(language.locale).values() if all(forms(message.string))]


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_no_text_is_missing(texts, language):
    known = {key(message) for message in translated(language) if not message.fuzzy}
    needed = [text for text in texts if language.code == "ja" or not is_for_staff_only(text)]
    assert [key(text) for text in needed if key(text) not in known] == []


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_no_text_is_left_that_nobody_uses(texts, language):
    assert set(catalogue(language.locale)) - {key(text) for text in texts} == set()


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_translations_fill_in_the_same_values(language):
    """A form for one may do without its number, as "one hour" does."""
    wrong = []
    for message in translated(language):
        given = {place for form in forms(message.id) for place in PLACEHOLDER.findall(form)}
        for form in forms(message.string):
            used = set(PLACEHOLDER.findall(form))
            if used - given or given - used - {"%(num)s"}:
                wrong.append(form)
    assert wrong == []


def test_easy_japanese_gives_every_kanji_its_reading():
    easy = LANGUAGES["easy"]
    bare = [form for m in translated(easy) for form in forms(m.string) if KANJI.search(READING.sub("", form))]
    assert bare == []


def test_easy_japanese_calls_the_first_of_a_month_by_its_name():
    easy = LANGUAGES["easy"]
    firsts = [form for m in translated(easy) for form in forms(m.string) if re.search(r"月\|[^}]*\}1\{日", form)]
    assert firsts == []


def test_japanese_is_not_english():
    """Words that are the same in both, such as names of formats, hold no letters of the alphabet worth translating."""
    same = [
        english(m)
        for m in translated(LANGUAGES["ja"])
        if english(m) in forms(m.string) and re.search("[a-z]{3}", english(m))
    ]
    assert same == []
