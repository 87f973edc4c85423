"""What people and messages ask for: papers, calls, changes to confirm, pairs to decide."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission, may
from ....i18n.formats import day, moment, money
from ....people.rules.contacts import shown_phone
from ...queries.todo import Kind
from ..words import letter_word
from . import screening
from .groups import Item, group

NEEDED = {
    Kind.ASSESS: Permission.SCREENING_ASSESS,
    Kind.DRAW: Permission.ENROLMENTS_MANAGE,
    Kind.SCREENING: Permission.SCREENING_DECIDE,
    Kind.OFFER: Permission.ENROLMENTS_MANAGE,
    Kind.GUARDIAN_PAPER: Permission.ENROLMENTS_MANAGE,
    Kind.GUARDIAN: Permission.ENROLMENTS_MANAGE,
    Kind.CALL: Permission.MESSAGES_MANAGE,
    Kind.LETTER: Permission.MESSAGES_MANAGE,
    Kind.UNTOLD: Permission.CATALOGUE_EDIT,
    Kind.FAILED: Permission.MESSAGES_READ,
    Kind.CONTACT: Permission.PEOPLE_EDIT,
    Kind.DUPLICATE: Permission.PEOPLE_MERGE,
    Kind.LEADLESS_COURSE: Permission.CATALOGUE_EDIT,
    Kind.OVERDUE: Permission.MONEY_MANAGE,
    Kind.UNCLEAR: Permission.MONEY_MANAGE,
    Kind.GIVE_BACK: Permission.MONEY_DECIDE,
    Kind.REDUCTION: Permission.MONEY_DECIDE,
    Kind.OWN_PART: Permission.ENROLMENTS_MANAGE,
    Kind.LEADLESS_OPERATOR: Permission.OPERATORS_MANAGE,
}


def kinds_for(account):
    """The kinds that this account may act on."""
    return [kind for kind, permission in NEEDED.items() if may(account, permission)]


def groups(waiting):
    """`waiting`: queries.todo.waiting."""
    for kind, rows in waiting.items():
        yield BUILT[kind](rows, rows[0].total if rows else 0)


def draws(rows, total):
    return group(
        _("Draws that wait for you"),
        _("No draw waits."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            _("List closed on %(moment)s", moment=moment(row.since))
            if row.detail == "1"
            else _("Somebody asked on %(moment)s for it to be repeated", moment=moment(row.since)),
            url_for("enrolment.staff_draw", code=row.ref),
            _("Open the draw"),
        ),
        total=total,
    )


def offers(rows, total):
    return group(
        _("Seats offered to people without a mail address: call them"),
        _("Nobody must be called about an offered seat."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, answer until %(moment)s", code=row.detail, moment=moment(row.since)),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Call and note the answer"),
        ),
        total=total,
    )


def guardians(rows, total):
    return group(
        _("Waiting for a guardian's answer"),
        _("No seat waits for the answer to a letter."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, seat held until %(moment)s", code=row.detail, moment=moment(row.since)),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Look at it"),
        ),
        total=total,
    )


def guardian_papers(rows, total):
    return group(
        _("Waiting for a guardian's paper: print it and hand it over"),
        _("No seat waits for a guardian's paper."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, seat held until %(moment)s", code=row.detail, moment=moment(row.since)),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Print or record the paper"),
        ),
        total=total,
    )


def calls(rows, total):
    return group(
        _("People to call"),
        _("Nobody must be called."),
        rows,
        lambda row: letter(row, _("Call"), page="desk.call"),
        url=url_for("desk.calls"),
        total=total,
    )


def letters(rows, total):
    return group(
        _("Letters to print and to post"),
        _("No letter waits for the post."),
        rows,
        lambda row: Item(name_and_letter(row), moment(row.since), url_for("desk.letters"), _("Print")),
        url=url_for("desk.letters"),
        total=total,
    )


def failed(rows, total):
    return group(
        _("Messages that failed"),
        _("No message has failed."),
        rows,
        lambda row: letter(row, _("Look at it")),
        url=url_for("desk.messages", show="failed"),
        total=total,
    )


def letter(row, do, page="desk.message"):
    return Item(name_and_letter(row), moment(row.since), url_for(page, message_id=row.ref), do)


def name_and_letter(row):
    return _(": ").join([row.name, str(letter_word(row.detail))])


def untold_changes(rows, total):
    return group(
        _("Changed sessions that nobody was told of"),
        _("Nobody waits to be told of a changed session."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            _("Changed on %(moment)s", moment=moment(row.since)),
            url_for("enrolment.session_changes", code=row.ref),
            _("Decide whom to tell"),
        ),
        total=total,
    )


def contact_changes(rows, total):
    return group(
        _("Changed contacts to confirm"),
        _("No changed contact waits."),
        rows,
        lambda row: Item(
            row.name, contact(row.detail), url_for("desk.person", person_id=row.ref), _("Confirm or refuse")
        ),
        total=total,
    )


def contact(value):
    return value if "@" in value else shown_phone(value)


def duplicates(rows, total):
    return group(
        _("Perhaps the same person twice"),
        _("No two records look like the same person."),
        rows,
        lambda row: Item(
            row.name,
            _("Found on %(day)s", day=day(row.since)),
            url_for("desk.duplicate", pair_id=row.ref),
            _("Compare"),
        ),
        url=url_for("desk.duplicates"),
        total=total,
    )


def leadless_courses(rows, total):
    return group(
        _("Courses without a lead"),
        _("Every course has a lead."),
        rows,
        lambda row: Item(row.name, row.ref, url_for("catalogue.staff_course", slug=row.ref), _("Name a lead")),
        url=url_for("catalogue.staff_courses", without_lead="y"),
        total=total,
    )


def overdue(rows, total):
    return group(
        _("Fees that are overdue"),
        _("No fee is overdue."),
        rows,
        lambda row: Item(
            row.name,
            _("%(money)s, booked on %(day)s", money=money(int(row.detail)), day=day(row.since)),
            url_for("money.person", receipt=row.ref),
            _("Call"),
        ),
        url=url_for("money.overview"),
        total=total,
    )


def own_parts(rows, total):
    return group(
        _("Own parts that are missing, and the course begins soon"),
        _("Nobody whose employer enrolled them owes us their own part."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, begins on %(day)s", code=row.detail, day=day(row.since)),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Call and ask"),
        ),
        total=total,
    )


def unclear(rows, total):
    return group(
        _("Payments whose person is unclear"),
        _("Every payment has found its person."),
        rows,
        lambda row: Item(
            row.name or _("without a sender"),
            money(int(row.detail)),
            url_for("money.bank_row", row_id=row.ref),
            _("Find the person"),
        ),
        url=url_for("money.bank_files"),
        total=total,
    )


def give_back(rows, total):
    return group(
        _("Money to give back"),
        _("Nobody waits for money."),
        rows,
        lambda row: Item(row.name, money(-int(row.detail)), url_for("money.person", receipt=row.ref), _("Look at it")),
        url=url_for("money.overview"),
        total=total,
    )


def reductions(rows, total):
    return group(
        _("Requests to pay less"),
        _("No request to pay less waits."),
        rows,
        lambda row: Item(
            row.name, moment(row.since), url_for("money.reduction", request_id=row.ref), _("Look and decide")
        ),
        url=url_for("money.reduction_list"),
        total=total,
    )


def leadless_operators(rows, total):
    return group(
        _("Operators without a lead"),
        _("Every operator has a lead."),
        rows,
        lambda row: Item(
            row.name,
            _("Registered on %(day)s", day=day(row.since)),
            url_for("operators.edit_operator", operator_id=row.ref),
            _("Name a lead"),
        ),
        url=url_for("operators.staff_operators"),
        total=total,
    )


BUILT = {
    Kind.ASSESS: screening.points,
    Kind.DRAW: draws,
    Kind.SCREENING: screening.assessments,
    Kind.OFFER: offers,
    Kind.GUARDIAN: guardians,
    Kind.GUARDIAN_PAPER: guardian_papers,
    Kind.CALL: calls,
    Kind.LETTER: letters,
    Kind.UNTOLD: untold_changes,
    Kind.FAILED: failed,
    Kind.CONTACT: contact_changes,
    Kind.DUPLICATE: duplicates,
    Kind.LEADLESS_COURSE: leadless_courses,
    Kind.OVERDUE: overdue,
    Kind.UNCLEAR: unclear,
    Kind.GIVE_BACK: give_back,
    Kind.REDUCTION: reductions,
    Kind.OWN_PART: own_parts,
    Kind.LEADLESS_OPERATOR: leadless_operators,
}
