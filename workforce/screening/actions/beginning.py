"""The list of applicants is closed: each gets a number of the cohort's own, and their answers are kept as they are."""

import secrets
from contextlib import suppress
from random import Random

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from ... import history
from ...catalogue.models import Cohort, CohortState, Selection
from ...database import transaction
from ...enrolment.actions.transfer_refusals import ListThereClosed
from ...enrolment.models import Enrolment, State
from ..models import Candidate, NoteKind
from ..queries import accounts, assessments, sheets
from ..rules.covering import covered, hiragana
from .holding import held, note
from .marking import say
from .refusals import ListClosed, ListStillOpen, NobodyApplied, NotAssessed, SheetMissing


def begin(session, cohort_id, *, by, at, random: Random | None = None) -> int:
    """Returns how many are in the list; a list that is closed stays as it is. `random`: what puts people in order.

    Raises NotAssessed, ListStillOpen, SheetMissing, NobodyApplied.
    """
    cohort = held(session, cohort_id)
    if count := listed(session, cohort_id):
        return count
    if cohort.closes_at > at:
        raise ListStillOpen(closes=cohort.closes_at)
    sheet = sheets.newest(session, cohort_id)
    if sheet is None:
        raise SheetMissing
    applied = applicants(session, cohort_id)
    if not applied:
        raise NobodyApplied
    (random or secrets.SystemRandom()).shuffle(applied)
    session.add_all(
        Candidate(cohort_id=cohort_id, enrolment_id=one.id, number=n, answers=readable(one, sheet.questions))
        for n, one in enumerate(applied, 1)
    )
    session.flush()
    set_aside_own(session, cohort_id, applied, at=at)
    changes = [history.Change("applicants", None, len(applied))]
    note(session, cohort_id, "assessment_begun", by=by, at=at, changes=changes)
    return len(applied)


def set_aside_own(session, cohort_id, applied, *, at):
    """Who was named and applied later gives no points to themselves: somebody else is named for that applicant."""
    enrolment_ids = {one.person.merged_into_id or one.person_id: one.id for one in applied}
    for assessor in assessments.assessors(session, cohort_id):
        own = enrolment_ids.get(accounts.person_of(session, assessor.account_id))
        for candidate in assessments.candidates(session, cohort_id) if own else ():
            if candidate.enrolment_id == own:
                say(session, assessor, candidate, NoteKind.ASIDE, at=at)


def listed(session, cohort_id) -> int:
    return len(session.scalars(select(Candidate.id).where(Candidate.cohort_id == cohort_id)).all())


def applicants(session, cohort_id) -> list[Enrolment]:
    query = select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.APPLIED)
    return list(session.scalars(query.options(joinedload(Enrolment.person)).order_by(Enrolment.id)))


def readable(enrolment, keys) -> dict:
    """{question key: {"asked", "said"}} of what assessors may read, with the applicant's own names covered."""
    names = names_of(enrolment.person)
    answers = {key: enrolment.answers[key] for key in keys if key in enrolment.answers}
    return {
        key: {"asked": answer["asked"], "said": covered(str(answer.get("said", answer["value"])), names)}
        for key, answer in answers.items()
    }


def names_of(person) -> list[str]:
    kana = [person.family_kana, person.given_kana]
    written = [person.family_name, person.given_name, person.roman_name]
    full = [f"{person.family_name} {person.given_name}", " ".join(kana)]
    every = [name or "" for name in (*written, *full, *kana)]
    return every + [hiragana(name) for name in every]


def refuse_new_closing(session, cohort, values):
    """Raises ListClosed: who applied later could not be in the list any more."""
    if values["closes_at"] != cohort.closes_at and cohort.decided_at is None and listed(session, cohort.id):
        raise ListClosed


def refuse_arrival(session, enrolment, cohort):
    """Raises ListThereClosed: the list of those who are compared is closed."""
    if cohort.selection is Selection.SCREENING and cohort.decided_at is None and listed(session, cohort.id):
        raise ListThereClosed


# --- due work ---------------------------------------------------------------------------------------------------------


def due(session, *, at) -> list[int]:
    """The ids of the cohorts whose list of applicants is to be closed."""
    begun = exists().where(Candidate.cohort_id == Cohort.id)
    applied = exists().where(Enrolment.cohort_id == Cohort.id, Enrolment.state == State.APPLIED)
    query = select(Cohort.id).where(
        Cohort.state == CohortState.PUBLISHED,
        Cohort.selection == Selection.SCREENING,
        Cohort.decided_at.is_(None),
        Cohort.closes_at <= at,
        applied,
        ~begun,
    )
    return list(session.scalars(query.order_by(Cohort.id)))


def settle_all(now, *, stop=lambda: False):
    """Close every list that is due, each in a transaction of its own."""
    with transaction(writes=False) as session:
        cohort_ids = due(session, at=now())
    for cohort_id in cohort_ids:
        if stop():
            return
        with transaction() as session, suppress(NotAssessed, ListStillOpen, SheetMissing, NobodyApplied):
            begin(session, cohort_id, by=None, at=now())
