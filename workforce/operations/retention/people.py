"""People whose last enrolment is forgotten: name, birth date, contacts and account go with it."""

from flask_babel import ngettext
from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from ... import history
from ...access import STAFF_ROLES
from ...catalogue.models import Cohort, Course
from ...database import hold
from ...enrolment.models import CalendarFeed, Consent, Enrolment, MaterialFetch
from ...honoraria.models import FeeSheet
from ...operators.models import Operator, OperatorContact
from ...outbox import Message
from ...people.actions.persons import wait_for_the_same
from ...people.models import (
    Account,
    ContactPoint,
    DuplicateCandidate,
    IdentityCheck,
    Merge,
    Person,
    PostalAddress,
    RecoveryCode,
    RoleGrant,
    SignIn,
    SignInLink,
)
from ...people.models.persons import FORGOTTEN
from ...people.queries.persons import group_ids, identity
from . import enrolments, instructors
from .steps import QUIETLY, Step, delete_messages, silence, years_before

BARE = {
    **{"family_name": FORGOTTEN, "given_name": "", "family_kana": "", "given_kana": "", "roman_name": ""},
    **{"sort_kana": "", "search_name": "", "birth_date": None, "channel": None},
}


def over(at, keeping):
    """Kept people with an enrolment, none of which has to be kept, without an account in use and not of the staff."""
    own, row = aliased(Enrolment), aliased(Person)
    enrolled = exists().where(own.person_id == row.id, of_person(row))
    return (
        select(Person.id)
        .where(Person.merged_into_id.is_(None), Person.forgotten_at.is_(None), enrolled)
        .where(~keeps_enrolment(at, keeping), ~uses_account(at, keeping), ~works_here(), ~was_paid())
        .order_by(Person.id)
    )


def of_person(row):
    """`row` is a record of the kept person."""
    return or_(row.id == Person.id, row.merged_into_id == Person.id)


def keeps_enrolment(at, keeping):
    row = aliased(Person)
    return (
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(row, row.id == Enrolment.person_id)
        .where(of_person(row), Enrolment.forgotten_at.is_(None), ~enrolments.past(at, keeping))
        .correlate(Person)
        .exists()
    )


def uses_account(at, keeping):
    row, account = aliased(Person), aliased(Account)
    last = select(func.max(SignIn.seen_at)).where(SignIn.account_id == account.id).scalar_subquery()
    recent = func.coalesce(last, account.created_at) > years_before(at, keeping.accounts)
    return (
        select(account.id)
        .join(row, row.id == account.person_id)
        .where(of_person(row), account.closed_at.is_(None), recent)
        .correlate(Person)
        .exists()
    )


def works_here():
    """Whoever worked here, or is named as the lead of a course or an operator, stands in the records of that work."""
    row = aliased(Person)
    staff = (
        select(RoleGrant.id)
        .join(Account, Account.id == RoleGrant.account_id)
        .join(row, row.id == Account.person_id)
        .where(of_person(row), RoleGrant.role.in_(STAFF_ROLES))
        .correlate(Person)
        .exists()
    )
    leads = [exists().where(table.lead_id == row.id, of_person(row)) for table in (Course, Cohort, Operator)]
    return or_(staff, *leads)


def was_paid():
    """Whoever stands on a sheet of fees, until that month goes."""
    row = aliased(Person)
    return exists().where(FeeSheet.person_id == row.id, of_person(row))


def forget(session, ids, at):
    """Each with every record that was merged into theirs."""
    for person in session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all():
        wait_for_the_same(session, identity(person, []))  # whoever enrols as them right now becomes somebody new
        hold(session, person)
        forget_group(session, group_ids(session, person.id), at)


PERSONAL = (
    (ContactPoint, ContactPoint.person_id),
    (SignInLink, SignInLink.person_id),
    (IdentityCheck, IdentityCheck.person_id),
    (CalendarFeed, CalendarFeed.person_id),
    (MaterialFetch, MaterialFetch.person_id),
    (PostalAddress, PostalAddress.person_id),
)


def forget_group(session, ids, at):
    accounts = list(session.scalars(select(Account.id).where(Account.person_id.in_(ids))))
    for table in (SignIn, RecoveryCode):
        session.execute(delete(table).where(table.account_id.in_(accounts)), execution_options=QUIETLY)
    when = func.coalesce(Account.closed_at, at)
    closed = {"email": None, "password_hash": None, "totp_secret": None, "closed_at": when}
    session.execute(update(Account).where(Account.id.in_(accounts)).values(closed), execution_options=QUIETLY)
    for table, column in PERSONAL:
        session.execute(delete(table).where(column.in_(ids)), execution_options=QUIETLY)
    instructors.take_papers(session, ids)
    forget_contacts(session, OperatorContact.person_id.in_(ids), at)
    pairs = or_(DuplicateCandidate.first_id.in_(ids), DuplicateCandidate.second_id.in_(ids))
    session.execute(delete(DuplicateCandidate).where(pairs), execution_options=QUIETLY)
    merges = or_(Merge.kept_id.in_(ids), Merge.absorbed_id.in_(ids))
    session.execute(update(Merge).where(merges).values(reason=""), execution_options=QUIETLY)
    delete_messages(session, Message.person_id.in_(ids))
    with history.retention(session):
        session.execute(delete(Consent).where(Consent.person_id.in_(ids)), execution_options=QUIETLY)
    silence(session, Person, ids)
    silence(session, Account, accounts)
    session.execute(
        update(Person).where(Person.id.in_(ids)).values(BARE | {"forgotten_at": at}), execution_options=QUIETLY
    )


def ended_contacts(at, keeping):
    """Who was invited by an operator, or spoke for one, and does so no more."""
    return (
        select(OperatorContact.id)
        .where(OperatorContact.until_at < years_before(at, keeping.accounts), OperatorContact.email != "")
        .order_by(OperatorContact.id)
    )


def forget_contacts(session, condition, at):
    bare = {"email": "", "until_at": func.coalesce(OperatorContact.until_at, at)}
    session.execute(update(OperatorContact).where(condition).values(bare), execution_options=QUIETLY)


STEPS = (
    Step(
        "contacts",
        lambda keeping: ngettext(
            "Mail addresses of people who spoke for an operator, %(num)s year after their access ended",
            "Mail addresses of people who spoke for an operator, %(num)s years after their access ended",
            keeping.accounts,
        ),
        ended_contacts,
        lambda session, ids, at: forget_contacts(session, OperatorContact.id.in_(ids), at),
    ),
    Step(
        "people",
        lambda keeping: ngettext(
            "Names, birth dates, contacts and accounts of people of whom nothing else is kept, if nobody has signed in "
            "for %(num)s year",
            "Names, birth dates, contacts and accounts of people of whom nothing else is kept, if nobody has signed in "
            "for %(num)s years",
            keeping.accounts,
        ),
        over,
        forget,
    ),
)
