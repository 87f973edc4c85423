"""How staff pages say the words of messages and of history: filters of the templates."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from ...catalogue.forms.words import COURSE_STATES
from ...enrolment.rules.catalogue import EVERYTHING, NEEDS
from ...enrolment.rules.questions import Kind
from ...enrolment.rules.words import STATE_WORDS
from ...enrolment.views.words import TOLD as TOLD_OF_ENROLMENTS
from ...i18n import LANGUAGES
from ...i18n.formats import day
from ...money.rules.bank_words import ROW_STATES
from ...money.rules.reductions import ASKINGS
from ...money.rules.refunds import CASES, MOVE_WORDS
from ...outbox import Channel, Sending
from ...people.rules import ages, eras, roles
from ...screening.rules.standing import TOLD as TOLD_OF_SCREENING

LETTERS = {
    "enrolment_applied": _("We have your application"),
    "enrolment_confirmed": _("Your seat is confirmed"),
    "enrolment_waitlisted": _("You are on the waiting list"),
    "enrolment_waiting_for_guardian": _("A guardian must agree"),
    "guardian_request": _("To the guardian: do you agree?"),
    "guardian_reminder": _("To the guardian: your answer is missing"),
    "guardian_agreed": _("To the guardian: thank you"),
    "guardian_still_missing": _("Your guardian has not answered yet"),
    "guardian_refused": _("Your guardian did not agree"),
    "hold_lapsed": _("Your seat is not held any more"),
    "enrolment_cancelled": _("Your enrolment is cancelled"),
    "not_chosen": _("You were not chosen"),
    "offer": _("A seat is free for you"),
    "offer_declined": _("You do not take the seat"),
    "offer_expired": _("The time to answer is over, the seat is gone"),
    "employer_proof": _("Question to an employer"),
    "reduction_decided": _("Whether you pay less"),
    "cohort_cancelled": _("The course will not take place"),
    "draw_again_lost": _("The draw was repeated, the seat is lost"),
    "draw_again_waiting": _("The draw was repeated, no seat again"),
    "session_changed": _("A lesson has changed"),
    "own_part": _("Your employer enrolled you"),
    "own_part_linked": _("Your employer named you as well"),
    "own_part_reminder": _("Your own part is missing"),
    "reservation_ending": _("Seats without names return soon"),
    "reservation_over": _("Seats without names have returned"),
    "link_again": _("Your link again"),
    "draft_resume": _("Your link to go on with the form"),
    "contact_change": _("Was it you who changed your contact?"),
    "sign_in_link": _("Your link to sign in"),
    "invitation": _("Invitation to work here"),
    "sign_in_password_changed": _("Your password was changed"),
    "sign_in_recovery_code_used": _("A recovery code was used"),
    "sign_in_second_factor_reset": _("Your second factor was reset"),
}
SENDINGS = {
    "queued": _("Scheduled"),
    "sending": _("Being sent"),
    "sent": lazy_pgettext("message", "Sent"),
    "failed": _("Failed"),
    "bounced": _("Bounced"),
    "cancelled": _("Stopped"),
    "letter": _("To be printed"),
    "printed": _("Printed, not in the post yet"),
    "posted": _("In the post"),
    "call": _("To be called"),
    "called": _("Called"),
}
SENDING_TONES = {
    "queued": "wait",
    "sending": "wait",
    "sent": "good",
    "failed": "bad",
    "bounced": "bad",
    "cancelled": "quiet",
    "letter": "few",
    "printed": "wait",
    "posted": "good",
    "call": "few",
    "called": "good",
}
TOLD_OF_DRAWS = {
    "draw_promised": _("Secret for the draw made and promised"),
    "draw_value_named": _("Public value for the draw named"),
    "draw_list_closed": _("List for the draw closed"),
    "draw_value_typed": _("Public value typed"),
    "draw_value_confirmed": _("Public value confirmed by a second person"),
    "drawn": _("Drawn"),
    "draw_again_asked": _("Another draw asked for"),
    "draw_again_stopped": _("Decided not to repeat the draw"),
    "drawn_again": _("Drawn again"),
}
TOLD = {
    "person": {
        "created": _("Record made"),
        "names_changed": _("Name changed"),
        "reach_changed": _("Postal address or way of telling changed"),
        "birth_date_changed": _("Date of birth changed"),
        "language_changed": _("Language changed"),
        "contact_change_asked": _("New contact named, not confirmed"),
        "contact_confirmed": _("Contact confirmed"),
        "contact_change_refused": _("New contact refused"),
        "merged": _("Merged with another record"),
        "merge_undone": _("Merge taken back"),
        "identity_checked": _("Showed a document that says who they are"),
        "identity_check_withdrawn": _("Taken back: a document was shown"),
        "not_the_same": _("Found not to be the same person as another record"),
    },
    "account": {
        "account_created": _("Account made"),
        "account_closed": _("Account closed"),
        "password_set": _("Password set"),
        "password_changed": _("Password changed"),
        "role_granted": _("Role given"),
        "role_ended": _("Role ended"),
        "second_factor_set_up": _("Second factor set up"),
        "second_factor_renewed": _("Second factor renewed"),
        "second_factor_reset": _("Second factor reset by an administrator"),
        "recovery_codes_renewed": _("New recovery codes made"),
        "recovery_code_used": _("Signed in with a recovery code"),
    },
    "invitation": {
        "invited": _("Invited"),
        "invited_again": _("Invited again"),
        "invitation_accepted": _("Invitation accepted"),
        "invitation_cancelled": _("Invitation stopped"),
    },
    "outbox": {
        "edited": _("Words changed"),
        "cancelled": _("Stopped"),
        "resent": _("Sent again"),
        "called": _("Told by telephone"),
        "not_reached": _("Called, nobody answered"),
        "call_again": _("Called, to be called again"),
        "bounced": _("To be called, because the mail bounced"),
        "printed": _("Printed as a letter"),
        "posted": _("Put into the post"),
        "put_back": _("Printed letter put back"),
    },
    "policy": {"rule_set": _("Rule set")},
    "bank_file": {"file_booked": _("Payments booked")},
    "bank_row": {
        "row_assigned": _("Payment given to a person"),
        "row_set_aside": _("Payment set aside"),
        "row_taken_up": _("Payment unclear again"),
    },
    "refund_case": MOVE_WORDS,
    "reduction_request": {
        "reduction_asked": _("Asked to pay less"),
        "reduction_granted": _("Pays less"),
        "reduction_refused": _("Request to pay less refused"),
    },
    "issued_document": {"document_issued": _("Paper issued"), "document_voided": _("Paper made void")},
    "calendar_feed": {"calendar_made": _("Calendar address made"), "calendar_ended": _("Calendar address ended")},
    "undeliverable": {"mark_lifted": _("Mail may go there again")},
    "wording": {"worded": _("Letter worded anew"), "shipped_again": _("Back to the shipped words")},
    "operator": {"people_seen": _("The operator looked at its people")},
    "office": {"ended": _("Taken out")},
    "operator_contact": {
        "invited": _("Invited"),
        "accepted": _("Invitation accepted"),
        "ended": _("Access ended"),
    },
    "enrolment_group": {"sent": _("People enrolled together")},
    "reservation": {
        "reserved": _("Seats reserved without names"),
        "given_back": _("Seats without names given back"),
        "returned": _("Seats without names returned on their day"),
        "named": _("Every reserved seat has a name"),
        "ended_with_cohort": _("Ended with the cancelled cohort"),
    },
    "enrolment": TOLD_OF_ENROLMENTS,
    "cohort": {
        "capacity": TOLD_OF_ENROLMENTS["capacity"],
        "decided": _("Seats given to those who applied"),
        **TOLD_OF_DRAWS,
        **TOLD_OF_SCREENING,
        "changes_told": _("People told of changed sessions"),
        "changes_not_told": _("Nobody told of changed sessions"),
        "selection_set": _("How the seats are given was changed"),
    },
}
CATALOGUE = {
    "created": _("Made"),
    "edited": _("Changed"),
    "published": _("Published"),
    "withdrawn": _("Withdrawn"),
    "cancelled": lazy_pgettext("course", "Cancelled"),
    "seeded": _("Loaded from the national tables"),
    "audience_set": _("For whom it is was changed"),
    "audience_removed": _("For whom it is was taken out"),
    "form_published": _("Questions of the form published"),
    "required": _("A course to finish first was added"),
    "required_no_more": _("A course to finish first was taken out"),
    "noted": _("Wish to hear of the next date noted"),
    "answered": _("Told of new dates"),
    "session_added": _("Session added"),
    "session_edited": _("Session changed"),
    "session_removed": _("Session taken out"),
    "sessions_filled": _("Subjects laid into the sessions"),
    "sessions_planned": _("Sessions planned"),
    "part_added": _("Part of a session added"),
    "part_edited": _("Part of a session changed"),
    "part_removed": _("Part of a session taken out"),
    "subject_added": _("Subject added"),
    "subject_edited": _("Subject changed"),
    "subject_removed": _("Subject taken out"),
    "item_added": _("Item added"),
    "item_edited": _("Item changed"),
    "item_removed": _("Item taken out"),
}
SUBJECTS = {
    "person": _("Person"),
    "account": _("Account"),
    "invitation": _("Invitation"),
    "outbox": _("Message"),
    "enrolment": _("Enrolment"),
    "cohort": _("Cohort"),
    "course": _("Course"),
    "session": _("Session"),
    "place": _("Place"),
    "interest": _("Wish to hear of new dates"),
    "policy": _("Rule"),
    "bank_file": _("File of the bank"),
    "bank_row": _("Payment by bank"),
    "refund_case": _("Refund for working in the city"),
    "reduction_request": _("Request to pay less"),
    "issued_document": _("Receipt or invoice"),
    "wording": _("Words of a letter"),
    "calendar_feed": _("Calendar of a person"),
    "undeliverable": _("Address that refused mail"),
    "operator": _("Operator"),
    "office": _("Office"),
    "operator_contact": _("Contact of a care operator"),
    "enrolment_group": _("People of an operator"),
    "reservation": _("Reserved seats"),
}
FIELDS = {
    "family_name": _("Family name"),
    "given_name": _("Given name"),
    "family_kana": _("Reading of the family name"),
    "given_kana": _("Reading of the given name"),
    "roman_name": _("Name in Roman letters"),
    "birth_date": _("Date of birth"),
    "language": _("Language"),
    "mail": _("Mail"),
    "phone": _("Telephone"),
    "channel": _("How to tell"),
    "postal_code": _("Postal code"),
    "prefecture": _("Prefecture"),
    "municipality": _("City, ward, town"),
    "street": _("District and number"),
    "building": _("Building and room"),
    "capacity": _("Seats"),
    "seats": _("Seats"),
    "name": lazy_pgettext("operator", "Name"),
    "minimum": _("Minimum"),
    "opens_at": _("Opens"),
    "closes_at": _("Closes"),
    "questions": _("Questions of the form"),
    "from_day": _("Counts from"),
    "source": _("Source"),
    "offers_until": _("Offer free seats by letter until"),
    "place": _("Place on the waiting list"),
    "applicants": _("People in the list"),
    "number": _("Number of the applicant"),
    "value_name": _("Name of the public value"),
    "value": _("Public value"),
    "lead_id": _("Lead"),
    "selection": _("How the seats are given"),
    "bands": _("Seats that are first for some people"),
    "band": _("Group for the seats"),
    "title": lazy_pgettext("course", "Title"),
}
STATES: dict[str, dict[Any, Any]] = {
    "enrolment": STATE_WORDS,
    "outbox": SENDINGS,
    "cohort": COURSE_STATES,
    "course": COURSE_STATES,
    "account": roles.NAMES,
    "invitation": roles.NAMES,
    "bank_row": ROW_STATES,
    "refund_case": CASES,
    "reduction_request": ASKINGS,
}
"""What an entry of history went from and to, by its subject. Cohorts and courses share their words."""


def letter_word(template):
    return LETTERS.get(template, template)


def sending_key(message):
    """What a message stands at, for staff: one that is spoken waits for a call, one on paper for a printer."""
    known = {
        (Channel.CALL, Sending.QUEUED): "call",
        (Channel.CALL, Sending.SENT): "called",
        (Channel.LETTER, Sending.QUEUED): "printed" if message.print_run else "letter",
        (Channel.LETTER, Sending.SENT): "posted",
    }
    return known.get((message.channel, message.state), message.state.value)


def any_state(state, subject):
    return STATES.get(subject, {}).get(state, state)


def told_word(entry):
    """What history says happened; a word nobody translated yet shows itself."""
    words = TOLD.get(entry.subject, {})
    return words.get(entry.what) or CATALOGUE.get(entry.what) or entry.what


def changes(entry):
    """[(field in words, old, new)]. What somebody needs is sensitive and not told here; see enrolment.staff_needs."""
    for field, old, new in entry.changes:
        if field in NEEDS:
            yield field_word(field), _("hidden"), _("hidden")
        else:
            yield field_word(field), value_word(field, old), value_word(field, new)


def value_word(field, value):
    """A kept value in words of the reader's language, if it is the answer to a question with choices."""
    question = EVERYTHING.get(field)
    if value and question and question.kind not in {Kind.TEXT, Kind.LONG_TEXT}:
        return question.said(value.split(", "))
    return value or _("nothing")


def field_word(field):
    question = EVERYTHING.get(field)
    return question.asked if question else FIELDS.get(field, field)


def birth_and_age(birth_date, today):
    """1980年2月29日（金）, 昭和55年, 46 years."""
    words = f"{day(birth_date)} {eras.era_year(birth_date)}"
    if birth_date > today:
        return words
    return _("%(birth)s, age %(age)s", birth=words, age=ages.age_on(birth_date, today))


def add_filters(app):
    app.jinja_env.filters.update(
        any_state=any_state,
        birth_and_age=birth_and_age,
        changes=changes,
        html_lang=lambda code: LANGUAGES[code].html_lang,
        letter_word=letter_word,
        no_mail=lambda mail: mail or _("by link"),
        sending_tone=lambda message: SENDING_TONES[sending_key(message)],
        sending_word=lambda message: SENDINGS[sending_key(message)],
        subject_word=lambda subject: SUBJECTS.get(subject, subject),
        told_word=told_word,
    )


def every_word():
    """{what: words} of everything that history can say, for a filter; each word once."""
    found = CATALOGUE | {what: words for known in TOLD.values() for what, words in known.items()}
    return dict(sorted(found.items(), key=lambda one: str(one[1])))
