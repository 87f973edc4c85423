"""What the private page of one enrolment shows, in one statement of plain rows: whoever has sent a form opens it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import (
    Cohort,
    CohortState,
    Course,
    FeeLine,
    GroupRule,
    Material,
    MaterialState,
    Place,
    Selection,
    Session,
)
from ...database import LocalizedText
from ...people.models import Person
from ...stored import as_json, execute, instant, stored, text
from ..models import Enrolment, GuardianConsent, GuardianRequest, Offer, Outcome, OwnPart, State, WaitingGroup, Wish
from ..rules.bands import Share
from .bands import STORED_BANDS
from .bands import read as read_bands
from .materials import cohorts_visited
from .pages import IS_THEIRS


class ShownOffer(NamedTuple):
    """The newest offer of a seat. `outcome`: what became of it, None as long as nobody has answered or noticed."""

    expires_at: datetime
    outcome: Outcome | None


class ShownGuardian(NamedTuple):
    """Who is asked to agree. `mail`: whole; the page masks it."""

    name: str
    mail: str | None


class Sitting(NamedTuple):
    starts_at: datetime
    ends_at: datetime
    online: bool
    room: str


@dataclass(frozen=True)
class ShownCohort:
    """The cohort of an enrolment, with all its `bands`. `title`: of its course; `place`: its name, None without one."""

    code: str
    state: CohortState
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    changes_until: datetime | None
    online: bool
    selection: Selection
    capacity: int
    decided_at: datetime | None
    group_rule: GroupRule
    bands: tuple[Share, ...]
    title: LocalizedText
    place: LocalizedText | None
    sessions: tuple[Sitting, ...]


@dataclass(frozen=True)
class ShownEnrolment:
    """One enrolment. `band_id`: the band the person belongs to; `name` and `birth_date`: as they are on record now;
    `has_fees`: its cohort costs something; `held_until`: of a seat that waits for a guardian. `own_part_until`: until
    when somebody whom their employer named is asked for their own part; None if it is done or nobody named them.
    `together`: with how many, counting this person, they wait together; `offered_together`: to how many seats were
    offered at once; 0 for alone.
    `has_wish`: they want several dates of the course. `has_materials`: the course has files for who has a seat.
    """

    id: int
    receipt: str
    cohort_id: int
    person_id: int
    state: State
    queued_at: datetime
    answers: dict[str, Any]
    needs: dict[str, Any]
    name: str
    birth_date: date | None
    has_consent: bool
    has_fees: bool
    band_id: int | None
    held_until: datetime | None
    guardian: ShownGuardian | None
    offer: ShownOffer | None
    own_part_until: datetime | None
    together: int
    offered_together: int
    has_wish: bool
    has_materials: bool
    cohort: ShownCohort


record, person, later = aliased(Person), aliased(Person), aliased(Offer)
NEWEST_OFFER = select(func.max(later.id)).where(later.enrolment_id == Enrolment.id).scalar_subquery()
OWN_PART = (
    select(func.min(OwnPart.until))
    .where(OwnPart.enrolment_id == Enrolment.id, OwnPart.done_at.is_(None))
    .scalar_subquery()
)
member = aliased(Enrolment)
TOGETHER = select(func.count()).where(member.waiting_group_id == Enrolment.waiting_group_id).scalar_subquery()
SESSIONS = (
    select(stored(Session.starts_at), stored(Session.ends_at), Session.online, Session.room)
    .join(Enrolment, Enrolment.cohort_id == Session.cohort_id)
    .where(IS_THEIRS)
    .order_by(Session.starts_at)
)
HAS_MATERIALS = exists().where(
    Material.course_id == Cohort.course_id,
    or_(
        Material.cohort_id.is_(None),
        Material.cohort_id == Cohort.id,
        Material.cohort_id.in_(cohorts_visited(Enrolment.id)),
    ),
    Material.state == MaterialState.SHOWN,
)
SHOWN = (
    select(
        Enrolment.id,
        Enrolment.receipt,
        Enrolment.cohort_id,
        Enrolment.person_id,
        Enrolment.state,
        stored(Enrolment.queued_at),
        stored(Enrolment.answers),
        stored(Enrolment.needs),
        person.family_name,
        person.given_name,
        person.birth_date,
        GuardianConsent.id.label("consent"),
        exists().where(FeeLine.cohort_id == Enrolment.cohort_id).label("has_fees"),
        stored(Enrolment.held_until),
        GuardianRequest.guardian_name.label("guardian"),
        GuardianRequest.mail.label("guardian_mail"),
        stored(Offer.expires_at),
        Offer.outcome,
        OWN_PART.label("own_part_until"),
        exists().where(Wish.enrolment_id == Enrolment.id).label("has_wish"),
        HAS_MATERIALS.label("has_materials"),
        Cohort.code,
        Cohort.state.label("cohort_state"),
        stored(Cohort.opens_at),
        stored(Cohort.closes_at),
        stored(Cohort.starts_at),
        stored(Cohort.ends_at),
        stored(Cohort.changes_until),
        Cohort.online,
        Cohort.selection,
        Cohort.capacity,
        Enrolment.band_id,
        stored(Cohort.decided_at),
        Cohort.group_rule,
        TOGETHER.label("together"),
        WaitingGroup.offered.label("offered_together"),
        STORED_BANDS.label("bands"),
        stored(Course.title),
        stored(Place.name).label("place"),
        as_json(SESSIONS).label("sessions"),
    )
    .join(record, record.id == Enrolment.person_id)
    .join(person, person.id == func.coalesce(record.merged_into_id, record.id))
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .outerjoin(Place, Place.id == Cohort.place_id)
    .outerjoin(GuardianConsent, GuardianConsent.enrolment_id == Enrolment.id)
    .outerjoin(GuardianRequest, and_(GuardianRequest.enrolment_id == Enrolment.id, GuardianRequest.ended_at.is_(None)))
    .outerjoin(Offer, Offer.id == NEWEST_OFFER)
    .outerjoin(WaitingGroup, WaitingGroup.id == Offer.waiting_group_id)
    .where(IS_THEIRS)
)


def shown_for(database, receipt: str, *, granted: Collection[str], person_id: int | None) -> ShownEnrolment | None:
    """The enrolment, if this visitor was let into it or is the person they signed in as."""
    row = execute(database, SHOWN, receipt=receipt, granted=list(granted), person_id=person_id).one_or_none()
    return read(row) if row else None


def read(row) -> ShownEnrolment:
    return ShownEnrolment(
        id=row.id,
        receipt=row.receipt,
        cohort_id=row.cohort_id,
        person_id=row.person_id,
        state=row.state,
        queued_at=instant(row.queued_at),
        answers=text(row.answers),
        needs=text(row.needs),
        name=" ".join(part for part in (row.family_name, row.given_name) if part),
        birth_date=row.birth_date,
        has_consent=row.consent is not None,
        has_fees=bool(row.has_fees),
        band_id=row.band_id,
        held_until=instant(row.held_until),
        guardian=ShownGuardian(row.guardian, row.guardian_mail) if row.guardian else None,
        offer=ShownOffer(instant(row.expires_at), row.outcome) if row.expires_at else None,
        own_part_until=instant(row.own_part_until),
        together=row.together,
        offered_together=row.offered_together or 0,
        has_wish=bool(row.has_wish),
        has_materials=bool(row.has_materials),
        cohort=cohort_of(row),
    )


def cohort_of(row) -> ShownCohort:
    return ShownCohort(
        code=row.code,
        state=row.cohort_state,
        opens_at=instant(row.opens_at),
        closes_at=instant(row.closes_at),
        starts_at=instant(row.starts_at),
        ends_at=instant(row.ends_at),
        changes_until=instant(row.changes_until),
        online=row.online,
        selection=row.selection,
        capacity=row.capacity,
        decided_at=instant(row.decided_at),
        group_rule=row.group_rule,
        bands=read_bands(row.bands),
        title=text(row.title),
        place=text(row.place),
        sessions=tuple(
            Sitting(instant(starts), instant(ends), online, room) for starts, ends, online, room in text(row.sessions)
        ),
    )
