"""The page of one cohort: everything somebody needs to know before they apply."""

from functools import lru_cache

from flask import abort, current_app
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from ... import clock, i18n
from ...access import Permission, may, public
from ...catalogue.models import CohortState, Selection
from ...catalogue.rules.eligibility import who_may
from ...catalogue.rules.stages import Stage, stage
from ...database import db, reading
from ...enrolment.queries import together
from ...enrolment.rules.bands import still_kept
from ...enrolment.rules.selection import HOW, in_words
from ...enrolment.rules.together import RULES, in_the_way
from ...i18n import formats
from ...people.rules.ages import ADULT
from ...screening.rules.sheets import how_it_goes
from ...web import keep, render_same
from ..queries import cohorts, offers
from . import rows, views, words

DAYS_SHOWN = 6


@views.get("/cohorts/<code>")
@public
@keep
def cohort(code):
    with reading() as database:
        kept = cohorts.stored_cohort(database, code)
        line = together.line(database, kept.id) if kept and kept.has_groups else []
    if kept is None:
        abort(404)
    found, at = cohorts.read(kept), clock.now()
    if not visible(found):
        abort(404)
    now = stage(found, at)
    others = [] if now is Stage.OPEN else offers.of_course(db.session, kept.course_id, at=at, but=kept.id)
    return render_same(
        "site/cohort.html",
        title=i18n.wording.plain(found.course.title),
        heading=i18n.wording.show(found.course.title),
        body=body(
            i18n.current().code,
            kept,
            now,
            kept_bands(found, at),
            has_others=bool(others),
            may_pass=may_pass(found, line, at),
        ),
        others=rows.dates_in_words(others, at=at),
    )


def visible(cohort):
    """A draft is only for those who make it."""
    return cohort.state is not CohortState.DRAFT or may(current_user, Permission.CATALOGUE_READ)


@lru_cache(maxsize=128)
def body(
    _language: str, kept: cohorts.StoredCohort, now: Stage, bands: tuple[int, ...], *, has_others: bool, may_pass: bool
) -> Markup:
    """All but the heading and the other dates, remembered as long as the cohort and its stage stay as they are."""
    found, days = cohorts.read(kept), cohorts.days(kept)
    seats = found.seats._replace(waiting=0) if may_pass else found.seats
    shares = words.shares(seats, found.bands, bands)
    template = current_app.jinja_env.get_template("site/_cohort.html")
    return Markup(
        template.render(
            cohort=found,
            course=found.course,
            stage=now,
            language=i18n.current(),
            seats=words.seats(seats, shares),
            place_in_line=words.place_in_line(seats, shares),
            how=how(found.seats, shares),
            choosing=how_it_goes,
            group_rule=RULES[found.seats.group_rule] if found.seats.waiting else None,
            fees=fees(found),
            days=days,
            shown=DAYS_SHOWN,
            words=words,
            weekdays=words.weekdays(day.starts_at for day in days),
            rules=who_may(found.course),
            guardian=(found.course.minimum_age or 0) < ADULT,
            closing=words.closing(found.closes_at, formats.day),
            helping=words.helping(found.languages),
            has_others=has_others,
        )
    )


def may_pass(cohort, line, at) -> bool:
    """Whether only groups wait that do not fit, and whom the rule lets a newcomer pass. `line`: all who wait, where
    some wait together.
    """
    shares = words.shares(cohort.seats, cohort.bands, kept_bands(cohort, at))
    return bool(line) and cohort.seats.free > 0 and not in_the_way(shares, line, cohort.seats.group_rule)


def kept_bands(cohort, at) -> tuple[int, ...]:
    return still_kept(cohort.bands, at=at, decided_at=cohort.seats.decided_at)


def how(seats, shares) -> list[str]:
    """How the seats are given, where that is not simply first come, first served."""
    bands = [in_words(band, seats.capacity) for band in shares.bands]
    if not bands and not seats.is_collecting:
        return []
    return [str(sentence) for sentence in HOW[seats.selection if seats.is_collecting else Selection.FIRST_COME]] + bands


def fees(cohort) -> list[tuple[str, int]]:
    """(what for, yen) of each line."""
    lines = [(_("Tuition"), cohort.tuition), (_("Textbook"), cohort.textbook), (_("Insurance"), cohort.insurance)]
    return [(what, yen) for what, yen in lines if yen]
