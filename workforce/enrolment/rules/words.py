"""States and moves in the reader's language."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from ... import clock
from ...catalogue.rules.stages import Stage, stage
from ..models import Origin, State
from .states import TRANSFER

# The heading of each page of the form; a page for one big question is headed by the question.
STEP_TITLES = {
    "name": _("What is your name?"),
    "birth": _("When were you born?"),
    "contact": _("How can we reach you?"),
    "guardian": _("Who is your parent or guardian?"),
    "questions": _("Some questions about the course"),
    "needs": _("Do you need any help from us?"),
    "review": _("Is everything right?"),
}

# The same as a heading over what was answered.
STEP_NAMES = {
    "name": _("Name"),
    "birth": _("Date of birth"),
    "contact": _("Contact"),
    "guardian": _("Parent or guardian"),
    "questions": _("About the course"),
    "needs": _("Help you need"),
}

CONSENT = _(
    "By sending this you agree that we use these details to run this course and to reach you about it. "
    "We give them to nobody else, unless the law asks us to."
)

STATE_WORDS = {
    State.APPLIED: _("Applied, not decided yet"),
    State.WAITING_FOR_GUARDIAN: _("Waiting for a guardian"),
    State.WAITLISTED: _("On the waiting list"),
    State.OFFERED: _("Seat offered"),
    State.CONFIRMED: lazy_pgettext("enrolment", "Confirmed"),
    State.CANCELLED: lazy_pgettext("enrolment", "Cancelled"),
}

# The tone of a badge: see ui.badge. The word always stands beside it.
TONES = {
    State.APPLIED: "wait",
    State.WAITING_FOR_GUARDIAN: "few",
    State.WAITLISTED: "wait",
    State.OFFERED: "few",
    State.CONFIRMED: "good",
    State.CANCELLED: "quiet",
}

ORIGIN_WORDS = {
    Origin.WEB: _("By the website"),
    Origin.PHONE: _("By telephone"),
    Origin.COUNTER: _("At the counter"),
    Origin.POST: _("By post"),
    Origin.OPERATOR: _("By the employer"),
}

SENT = lazy_pgettext("enrolment", "Sent")
# The way of an enrolment, and how far along it each state stands.
WAYS = {
    State.APPLIED: (SENT, _("The seats are given"), _("Seat confirmed"), _("First day")),
    State.WAITING_FOR_GUARDIAN: (SENT, _("A guardian agrees"), _("Seat confirmed"), _("First day")),
    State.WAITLISTED: (SENT, _("Waiting list"), _("Seat confirmed"), _("First day")),
    State.OFFERED: (SENT, _("Seat offered"), _("Seat confirmed"), _("First day")),
    State.CONFIRMED: (SENT, _("Seat confirmed"), _("First day"), _("Last day")),
    State.CANCELLED: (SENT, lazy_pgettext("enrolment", "Cancelled")),
}


def way(state: State, cohort, at: datetime):
    """(the steps, which of them is now); once the last lesson is over, all of them are done."""
    along = along_course(cohort, at) if state is State.CONFIRMED else 1
    return WAYS[state], along


def along_course(cohort, at: datetime) -> int:
    stands_at = stage(cohort, at)
    if stands_at is Stage.RUNNING:
        return 3 if cohort.ends_at and clock.today(cohort.ends_at) == clock.today(at) else 2
    return len(WAYS[State.CONFIRMED]) if stands_at is Stage.OVER else 1


GUEST_TAKEN = _("Seat booked in a session of another date, to make something up")
GUEST_BACK = _("Seat in a session of another date given back")
GUEST_ENDED = _("Seat in a session of another date ended")

# What history says happened to an enrolment.
MOVE_WORDS = {
    "enrol": _("Application received"),
    "confirm": lazy_pgettext("history", "Seat confirmed"),
    "select": lazy_pgettext("history", "Seat confirmed"),
    "select_for_guardian": _("Seat held until a guardian signs"),
    "queue": _("No seat was left: on the waiting list"),
    "reject": _("Not chosen"),
    "confirm_held": lazy_pgettext("history", "Seat confirmed"),
    "hold_for_guardian": _("Seat held until a guardian agrees"),
    "offer": _("Seat offered"),
    "accept": _("Offered seat accepted"),
    "accept_for_guardian": _("Offered seat accepted, held until a guardian agrees"),
    "decline": _("Offered seat declined"),
    "expire": _("Offered seat not answered in time"),
    "ranked_again": _("New rank by a repeated draw"),
    "reordered": _("Place on the waiting list changed"),
    "band_corrected": _("Group for the seats put right"),
    "began_together": _("Began a group to wait together"),
    "joined_together": _("Joined a group to wait together"),
    "left_together": _("Left the group: waits alone again"),
    "together_grew": _("Somebody joined the group"),
    "together_shrank": _("Somebody left the group"),
    "together_dissolved": _("The group was ended by us: waits alone again"),
    "together_impossible": _("Not enough seats any more for the whole group: waits alone again"),
    "together_redrawn": _("The group ended with the repeated draw: waits alone again"),
    "consent": _("The guardian agreed, seat confirmed"),
    "consent_recorded": _("The guardian agreed"),
    "guardian_named": _("Guardian named"),
    "guardian_reminded": _("Guardian asked once more"),
    "guardian_refused": _("The guardian did not agree"),
    "guardian_allowed": _("The guardian allowed something"),
    "guardian_forbade": _("The guardian took something back"),
    "lapse": _("No guardian answered in time"),
    "end_waiting": _("No seat became free before the course began"),
    "consent_changed": _("Consent changed"),
    "waitlist": _("Moved to the waiting list"),
    "cancel": lazy_pgettext("history", "Cancelled"),
    "give_way": _("Ended by own wish: another date has a seat"),
    "dates_arranged": _("Order of the dates changed"),
    TRANSFER: _("Moved to another date"),
    "own_part_done": _("You completed your own part"),
    "named_by_operator": _("Your employer named you as well"),
    "guest_seat_taken": GUEST_TAKEN,
    "guest_seat_given_back": GUEST_BACK,
    "guest_seat_ended": GUEST_ENDED,
    "answers_changed": _("Answers changed"),
    "answers_corrected": _("Answers put right by us"),
}
