"""Everything read back, then sent. The same form sent twice is one enrolment."""

from flask import abort, redirect

from ...access import public
from ...catalogue.models import Selection
from ...database import answering, db, survive
from ...forms import is_pressed
from ...i18n import current
from ...refusals import Refused
from ...web import render
from ..actions import drafts, lost_links
from ..actions.enrol import Application, enrol_new
from ..actions.refusals import AlreadyEnrolled, CohortCancelled, EnrolmentClosed, EnrolmentNotOpenYet
from ..forms.draft import DraftForm
from ..queries import seats, together
from ..rules import steps
from ..rules.catalogue import AGREED, QUESTIONS
from ..rules.selection import HOW
from ..rules.words import CONSENT, STEP_NAMES, STEP_TITLES
from . import views
from .begun import Begun, begun
from .elsewhere import elsewhere, not_open, to_receipt
from .filling import address, back_to_where_it_stopped

CLOSED = (CohortCancelled, EnrolmentClosed, EnrolmentNotOpenYet)


@views.route("/cohorts/<code>/enrol/review", methods=["GET", "POST"])
@public
def review(code):
    filled = begun(code) or abort(404)
    if way := elsewhere(filled, is_sent_here=is_pressed()):
        return way
    pages = {step: filled.read(step) for step in filled.steps if step in filled.answers}
    if way := unfinished(filled, pages):
        return way
    form = DraftForm(cohort=filled.cohort, at=filled.at)
    form.draft.data = filled.token()
    if not form.validate_on_submit():
        return show(filled, form, pages)
    try:
        enrolment = send(filled, pages)
    except CLOSED:
        return not_open(filled)
    except AlreadyEnrolled as refusal:
        send_link_to_contact_on_file(refusal.enrolment, at=filled.at)
        form.refuse(refusal)
    except Refused as refusal:
        form.refuse(refusal)
    else:
        return to_receipt(filled, enrolment.receipt)
    return show(filled, form, pages)


def unfinished(filled: Begun, pages):
    """The way to the first page that is missing, or that would be refused now."""
    missing = next((step for step in filled.steps if step not in pages and step != steps.REVIEW), None)
    if missing:
        return back_to_where_it_stopped(filled)
    wrong = next((step for step, page in pages.items() if page.errors), None)
    return redirect(address(filled, wrong, check=1), 303) if wrong else None


def send(filled: Begun, pages):
    """The enrolment, new; the draft ends."""
    application = application_of(filled, pages)
    enrolment = enrol_new(db.session, cohort=filled.cohort, application=application, by=None, at=filled.at)
    drafts.end(db.session, filled.key)
    return enrolment


def application_of(filled: Begun, pages) -> Application:
    answers = {AGREED: {"value": "yes", "asked": str(CONSENT)}}
    for step in filled.steps:
        if hasattr(pages.get(step), "answers") and step != "needs":
            answers |= pages[step].answers()
    mail, phone = pages["contact"].reached_by
    return Application(
        name=pages["name"].name,
        birth_date=pages["birth"].birth_date,
        mail=mail,
        phone=phone,
        language=current().code,
        key=filled.key,
        has_required=answers.get("has_required", {}).get("value") == "yes",
        answers=answers,
        needs=pages["needs"].answers(),
        guardian=pages["guardian"].guardian if "guardian" in filled.steps else None,
    )


def send_link_to_contact_on_file(enrolment, *, at):
    """In a transaction of its own, because this request is refused."""
    enrolment_id = enrolment.id
    survive(lambda session: lost_links.send_again(session, enrolment_id, at=at))


def show(filled: Begun, form, pages):
    with answering() as database:
        position = place_in_line(database, filled, pages)
    return render(
        "enrolment/review.html",
        form=form,
        cohort=filled.cohort,
        title=STEP_TITLES[steps.REVIEW],
        action=address(filled, steps.REVIEW),
        number=len(filled.steps),
        total=len(filled.steps),
        back=address(filled, steps.before(filled.steps, steps.REVIEW)),
        groups=[group(filled, step, pages[step]) for step in filled.steps if step in pages],
        is_minor=pages["birth"].is_minor,
        position=position,
        how=HOW[filled.cohort.selection] if filled.cohort.selection is not Selection.FIRST_COME else (),
        consent=CONSENT,
    )


def place_in_line(database, filled: Begun, pages) -> int:
    """The place on the waiting list that would come of these answers now, 0 for a seat or for a decision later."""
    counted = seats.seats_of(database, filled.cohort.id)
    if not counted.is_by_list or counted.is_collecting:
        return counted.next_position
    answers = application_of(filled, pages).answers
    seat = together.seat_of_newcomer(database, filled.cohort.id, counted, answers=answers, at=filled.at)
    return 0 if seat else counted.waiting + 1


def group(filled: Begun, step, page):
    """(what it is, what was understood, the way to change it)."""
    name = QUESTIONS[step].wording(page.asking) if step in QUESTIONS else STEP_NAMES[step]
    facts = [(name if step in QUESTIONS else term, value) for term, value in page.facts() if value]
    return name, facts, address(filled, step)
