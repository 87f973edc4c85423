"""Everybody with a seat in a cohort, with what the page of their progress shows besides hours: one statement."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import aliased

from ...enrolment.models import Enrolment, GuardianConsent, State
from ...money.models import LedgerLine
from ...people.models import Person
from ..models import AssessmentKind, AssessmentResult, Outlook, Prospect, Verdict

shown = aliased(Person)


def last_verdict(kind):
    """Of the newest attempt that stands."""
    mine = AssessmentResult.enrolment_id == Enrolment.id, AssessmentResult.kind == kind
    newest = select(AssessmentResult.verdict).where(*mine, AssessmentResult.ended_at.is_(None))
    return newest.order_by(AssessmentResult.attempt.desc()).limit(1).scalar_subquery()


DUE_ON = select(func.max(LedgerLine.due_on)).where(LedgerLine.enrolment_id == Enrolment.id).scalar_subquery()
HAS_CONSENT = select(GuardianConsent.id).where(GuardianConsent.enrolment_id == Enrolment.id).exists()


@dataclass(frozen=True)
class Member:
    """`person_id` and the names are those of the person as kept after merging."""

    enrolment_id: int
    receipt: str
    person_id: int
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    sort_kana: str
    birth_date: date | None
    has_needs: bool
    has_consent: bool
    due_on: date | None
    written: Verdict | None
    practical: Verdict | None
    prospect: Prospect | None

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()


def members(session, cohort_id) -> list[Member]:
    """By the reading of their names."""
    query = (
        select(
            Enrolment.id,
            Enrolment.receipt,
            shown.id,
            shown.family_name,
            shown.given_name,
            shown.family_kana,
            shown.given_kana,
            shown.sort_kana,
            shown.birth_date,
            cast(Enrolment.needs, String) != "{}",
            HAS_CONSENT,
            DUE_ON,
            last_verdict(AssessmentKind.WRITTEN),
            last_verdict(AssessmentKind.PRACTICAL),
            Outlook.prospect,
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .join(shown, shown.id == func.coalesce(Person.merged_into_id, Person.id))
        .outerjoin(Outlook, Outlook.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.CONFIRMED)
        .order_by(shown.sort_kana, Enrolment.id)
    )
    return [Member(*row) for row in session.execute(query)]
