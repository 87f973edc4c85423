"""A cohort at one glance: people × lessons × missing hours × papers × payments × needs."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_login import current_user
from markupsafe import Markup

from ... import clock, i18n
from ...access import Permission, requires
from ...catalogue.queries import cohorts
from ...database import db
from ...enrolment import hooks
from ...enrolment.views.records import asks_photographs, no_photographs
from ...people.rules import ages
from ...web import render
from ..queries import progress as queries
from ..queries.standings import look_at_cohort
from ..rules import progress as rules
from ..rules.progress import Cell, Risk
from ..rules.standing import GapKind
from . import views

RISKS = {
    Risk.IMPOSSIBLE: lazy_gettext("Cannot finish by our lessons"),
    Risk.LAST_CHANCE: lazy_gettext("Last chance soon"),
    Risk.ABSENT_TWICE: lazy_gettext("Absent twice or more"),
    Risk.SILENT: lazy_gettext("Absent, and silent for a week"),
    Risk.PAPERS: lazy_gettext("Papers are missing"),
    Risk.DUES: lazy_gettext("Payment is overdue"),
}
CELLS = {
    Cell.FULL: ("○", lazy_gettext("there")),
    Cell.PART: ("△", lazy_gettext("in part")),
    Cell.ABSENT: ("×", lazy_gettext("absent")),
    Cell.NOT_RECORDED: ("?", lazy_gettext("not recorded")),
    Cell.BEFORE_JOINING: ("–", lazy_gettext("before joining")),
    Cell.TO_COME: ("·", lazy_gettext("to come")),
}
LOUD = (Risk.IMPOSSIBLE, Risk.LAST_CHANCE, Risk.ABSENT_TWICE, Risk.SILENT)
"""What no other column says."""
SHOWN = ("all", "risk", "complete")
SORTS = ("name", "missing", "absent", "balance")


@dataclass(frozen=True)
class Row:
    """One person. `cells`: (what, minutes that do not count) of each lesson."""

    member: Any
    standing: Any
    cells: list[tuple[Cell, int]]
    risks: list[Risk]
    balance: int
    is_overdue: bool
    has_identity: bool
    needs_consent: bool

    @property
    def counts(self) -> Counter[Cell]:
        return Counter(what for what, _minutes in self.cells)

    def asks(self, kind: str) -> bool:
        return any(gap.kind == kind for gap in self.standing.gaps)


@views.get("/staff/cohorts/<code>/progress")
@requires(Permission.ENROLMENTS_READ)
def cohort_progress(code):
    cohort, at = cohorts.cohort_brief(db.session, code) or abort(404), clock.now()
    hooks.ask_names(db.session, cohort, current_user)
    look = look_at_cohort(db.session, cohort.id, at=at)
    lessons = rules.lessons_of(look.parts.get(cohort.id, ()))
    everybody = [row_of(member, look, lessons, cohort, at) for member in queries.members(db.session, cohort.id)]
    chosen = {"all": everybody, "risk": [row for row in everybody if row.risks]}
    chosen["complete"] = [row for row in everybody if row.standing.is_complete]
    shown, sort = asked("show", SHOWN), asked("sort", SORTS)
    return render(
        "attendance/staff_progress.html",
        cohort=cohort,
        lessons=[lesson for lesson in lessons if lesson.starts_at <= at],
        to_come=sum(lesson.starts_at > at for lesson in lessons),
        rows=sorted(chosen[shown], key=KEYS[sort]),
        counts={name: len(rows) for name, rows in chosen.items()},
        shown=shown,
        sort=sort,
        address=lambda **changes: url_for(".cohort_progress", code=code, **{"show": shown, "sort": sort} | changes),
        risk_words=RISKS,
        loud=LOUD,
        legend=[pair for what, pair in CELLS.items() if what is not Cell.TO_COME],
        cells_in_words=cells_in_words,
        cell=cell_markup(i18n.current().code),
        no_photographs=photographs(cohort, everybody, at),
        at=at,
    )


def asked(name, known):
    given = request.args.get(name, known[0])
    return given if given in known else known[0]


KEYS = {
    "name": lambda row: (row.member.sort_kana, row.member.enrolment_id),
    "missing": lambda row: (-row.standing.lost, -row.standing.missing, row.member.sort_kana),
    "absent": lambda row: (-row.counts[Cell.ABSENT], -row.counts[Cell.PART], row.member.sort_kana),
    "balance": lambda row: (-row.balance, row.member.sort_kana),
}


def row_of(member, look, lessons, cohort, at) -> Row:
    today, found = clock.today(at), look.found[member.enrolment_id]
    joined, standing = look.joined[member.enrolment_id], look.standings[member.enrolment_id]
    cells = [rules.cell(lesson, found.recorded, joined, at) for lesson in lessons]
    balance = look.balances[member.enrolment_id]
    is_overdue = balance > 0 and member.due_on is not None and member.due_on < today
    is_minor = member.birth_date is not None and ages.is_minor(member.birth_date, today)
    needs_consent = is_minor and not member.has_consent
    has_begun = cohort.starts_at is not None and cohort.starts_at <= at
    lacks_identity = any(gap.kind is GapKind.IDENTITY for gap in standing.gaps)
    papers = has_begun and (lacks_identity or needs_consent)
    overdue = {"papers_overdue": papers, "dues_overdue": is_overdue}
    risks = rules.risks(standing, lessons, cells, prospect=member.prospect, **overdue, at=at)
    return Row(member, standing, cells, risks, balance, is_overdue, found.identity_on is not None, needs_consent)


def photographs(cohort, rows, at):
    ids = [row.member.enrolment_id for row in rows]
    return no_photographs(ids, at) if ids and asks_photographs(cohort) else set()


@cache
def cell_markup(_language):
    """(what, minutes) as markup, each made once a language: a long course has two thousand cells."""
    made: dict[tuple[Cell, int], Markup] = {}

    def cell(what, minutes):
        if (what, minutes) not in made:
            sign, words = CELLS[what]
            said = f"{words} {_('%(minutes)s minutes missing', minutes=minutes)}" if minutes else str(words)
            shown = f"{sign}{minutes}" if what is Cell.PART else sign
            made[what, minutes] = Markup(
                '<td class="lesson"><span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></td>'
            ).format(shown, said)
        return made[what, minutes]

    return cell


def cells_in_words(row) -> list[str]:
    """The lessons of one person in a few words."""
    counts = row.counts
    said = [
        (counts[Cell.ABSENT], ngettext("absent %(num)s time", "absent %(num)s times", counts[Cell.ABSENT])),
        (counts[Cell.PART], ngettext("in part %(num)s time", "in part %(num)s times", counts[Cell.PART])),
        (counts[Cell.NOT_RECORDED], _("%(num)s not recorded", num=counts[Cell.NOT_RECORDED])),
        (counts[Cell.BEFORE_JOINING], _("%(num)s before joining", num=counts[Cell.BEFORE_JOINING])),
    ]
    return [words for number, words in said if number] or ([_("always there")] if counts[Cell.FULL] else [_("—")])
