"""The board of one cohort, as staff work on it."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import ngettext
from flask_login import current_user
from markupsafe import Markup

from ... import clock, policies
from ...access import Permission, may, requires
from ...catalogue.models import CohortState
from ...catalogue.queries import cohorts as catalogue
from ...catalogue.rules import stages
from ...database import db
from ...people.queries import contacts
from ...people.rules import ages
from ...web import lists, render
from .. import hooks
from ..actions import bulk
from ..forms.board import BoardForm
from ..forms.moves import FirstForm
from ..models import Origin, State
from ..queries import board as queries
from ..queries import offers, own_parts, seats, together
from ..queries.board import Sort
from ..rules import takes_seat
from ..rules.offers import OFFER_HOURS, deadline, last_moment
from ..rules.words import ORIGIN_WORDS, STATE_WORDS
from . import views
from .records import asks_photographs, no_photographs, note_needs
from .words import SORTS, seats_in_words

BOARD = "enrolment.cohort_board"


@views.get("/staff/cohorts/<code>")
@requires(Permission.ENROLMENTS_READ)
def cohort_board(code):
    return show(load(code))


@views.post("/staff/cohorts/<code>/confirmations")
@requires(Permission.ENROLMENTS_MANAGE)
def confirm_first(code):
    cohort = load(code)
    form = FirstForm()
    if form.done(
        lambda: bulk.confirm_first(
            db.session,
            cohort,
            count=form.count.data,
            head_id=form.head.data,
            by=current_user,
            at=clock.now(),
        )
    ):
        confirmed = form.result
        count = len(confirmed)
        flash(ngettext("%(num)s person confirmed and told.", "%(num)s people confirmed and told.", count))
        return redirect(url_for(".cohort_board", code=code, sort=Sort.QUEUE), 303)
    return show(cohort, form)


def load(code):
    return catalogue.cohort_brief(db.session, code) or abort(404)


def show(cohort, form=None):
    hooks.ask_names(db.session, cohort, current_user)
    at = clock.now()
    asked = BoardForm(request.args, (STATE_WORDS, ORIGIN_WORDS, SORTS))
    reads_needs = request.args.get("needs") == "show" and may(current_user, Permission.NEEDS_READ)
    page = queries.board(
        db.session,
        cohort.id,
        asked.filters,
        sort=asked.order,
        today=clock.today(at),
        needs=reads_needs,
        **lists.place(),
    )
    if reads_needs:
        note_needs([row.id for row in page.rows if row.has_needs], at)
    counted = seats.seats_of(db.session, cohort.id, at=at)
    head, count = next_to_confirm(cohort, counted, at)
    deadlines = offers.deadlines(db.session, cohort.id) if counted.offered else []
    return render(
        "enrolment/staff_board.html",
        cohort=cohort,
        stage=stages.stage(cohort, at),
        may_move=may(current_user, Permission.ENROLMENTS_MANAGE) and cohort.state is CohortState.PUBLISHED,
        seats=counted,
        seats_in_words=seats_in_words(counted, deadlines),
        is_by_telephone=count > 0 and is_by_telephone(cohort, counted, at),
        first=first_form(form, count, head),
        head_id=head,
        asked=asked,
        page=page,
        at=at,
        today=clock.today(at),
        contacts=contacts.on_file_of(db.session, [row.person_id for row in page.rows]) if page.rows else {},
        reads_needs=reads_needs,
        own_parts_missing=own_parts_missing(page.rows),
        no_photographs=no_photographs([row.id for row in page.rows], at)
        if page.rows and asks_photographs(cohort)
        else set(),
        pagination=lists.pagination(page, people_on(page), BOARD),
        here=lists.address(BOARD),
        address=lambda **changes: lists.address(BOARD, **changes),
        no_print=Markup('<span class="no-print">{}</span>').format,
        moves_of=moves_of,
        age_of=age_of,
        is_minor=is_minor,
    )


def own_parts_missing(rows):
    """The enrolments on this page whose people were named by their employer and have not completed their own part."""
    named = [row.id for row in rows if row.origin is Origin.OPERATOR]
    return own_parts.missing_of(db.session, named) if named else set()


def people_on(page):
    return ngettext("%(num)s person on this page", "%(num)s people on this page", len(page.rows))


def next_to_confirm(cohort, counted, at):
    """(who of those who wait is next for a free seat, how many could be confirmed at once)."""
    if counted.is_by_list:
        ids = [one for party in together.next_up(db.session, cohort.id, counted, at=at) for one in party]
        return ids[0] if ids else None, len(ids)
    return queries.head_of(db.session, cohort.id) if counted.waiting else None, min(counted.free, counted.waiting)


def first_form(form, count, head):
    """The form of the bulk button, always about the list as it is now; errors of the last try stay."""
    fresh = FirstForm(None)
    if form:
        fresh.form_errors.extend([*form.form_errors, *(error for found in form.errors.values() for error in found)])
    fresh.count.data, fresh.head.data = count, head
    return fresh


def is_by_telephone(cohort, counted, at):
    """Whether a seat is free for somebody who waits, and it is too late to offer it by letter."""
    if not counted.free or not counted.waiting:
        return False
    hours = policies.current(db.session, OFFER_HOURS, at=at)
    return deadline(hours, at=at, starts_at=cohort.starts_at, last=last_moment(cohort)) is None


def moves_of(row, *, head_id, seats, at):
    """Which of the moves a row's buttons offer: only what would not be refused now."""
    needs_paper = row.consent_id is None and is_minor(row, clock.today(at))
    if row.state is State.OFFERED and row.offered_until and row.offered_until > at:
        yield "accept"
        yield "decline"
    if row.state is State.WAITLISTED and row.id == head_id and seats.free:
        yield "confirm"
    if row.state is State.WAITLISTED and seats.waiting > 1 and row.together < 2:
        yield "place"
    if row.state is State.WAITING_FOR_GUARDIAN and not needs_paper:
        yield "confirm"
    if row.state is not State.CANCELLED and needs_paper:
        yield "consent"
    if takes_seat(row.state) and seats.waiting:
        yield "waitlist"
    if row.state is not State.CANCELLED:
        yield "cancel"


def age_of(row, today):
    return ages.age_on(row.birth_date, today) if row.birth_date and row.birth_date <= today else None


def is_minor(row, today):
    age = age_of(row, today)
    return age is not None and age < ages.ADULT
