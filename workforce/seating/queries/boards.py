"""Everything about the tables of one session: who is expected, what is known of them, and where they sit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext
from sqlalchemy import select

from ...attendance.models import Status
from ...attendance.queries import rolls
from ...attendance.queries.rolls import MUST_BE_RECORDED, Row, Sitting
from ...attendance.rules.same_names import apart as told_apart
from ...catalogue.models import Session
from ...enrolment.models import Enrolment, Group, OwnPart
from ...operators.models import Operator
from ...people.models import Person
from ...scheduling.models import Layout, RoomBooking, RoomLayout
from ..models import PairKind, SeatingFact, SeatingPair, SeatingPlace, SeatingPlan
from ..rules import knowing, scoring
from ..rules.knowing import Known
from ..rules.scoring import Broken, Score
from ..rules.tables import Chair, Hall, Task


@dataclass(frozen=True)
class Face:
    """Somebody who is expected. `is_away`: the roll call or a notice says that they do not come."""

    row: Row
    known: Known
    place: SeatingPlace | None
    is_away: bool

    @property
    def id(self) -> int:
        return self.row.enrolment_id

    @property
    def is_coming(self) -> bool:
        said = self.place.coming if self.place else None
        return not self.is_away if said is None else said

    @property
    def seat(self) -> Chair | None:
        return self.place.seat if self.place else None

    @property
    def is_pinned(self) -> bool:
        return bool(self.place and self.place.pinned)


@dataclass(frozen=True)
class Board:
    """`faces`: by enrolment, in the order of their readings. Without a `plan`, nobody has begun one."""

    sitting: Sitting
    plan: SeatingPlan | None
    faces: dict[int, Face]
    pairs: Sequence[SeatingPair]

    @cached_property
    def coming(self) -> list[Face]:
        return [one for one in self.faces.values() if one.is_coming]

    @cached_property
    def missing(self) -> list[Face]:
        return [one for one in self.faces.values() if not one.is_coming]

    @cached_property
    def unseated(self) -> list[Face]:
        return [one for one in self.coming if one.seat is None]

    @cached_property
    def seats(self) -> dict[int, Chair]:
        """Of those who come."""
        return {one.id: one.seat for one in self.coming if one.seat}

    @cached_property
    def by_chair(self) -> dict[Chair, Face]:
        return {one.seat: one for one in self.faces.values() if one.seat}

    @property
    def hall(self) -> Hall:
        assert self.plan is not None
        return self.plan.hall

    @property
    def revision(self) -> int:
        """0 as long as nobody has begun."""
        return self.plan.revision if self.plan else 0

    @cached_property
    def task(self) -> Task:
        pairs = {kind: frozenset((p.first_id, p.second_id) for p in self.pairs if p.kind is kind) for kind in PairKind}
        return Task(
            self.hall,
            tuple(one.known.sitter(one.id) for one in self.coming),
            pairs[PairKind.APART],
            pairs[PairKind.BESIDE],
            {one.id: one.seat for one in self.coming if one.is_pinned and one.seat},
        )

    @cached_property
    def score(self) -> Score:
        return scoring.score(self.task, self.seats)

    @cached_property
    def broken(self) -> list[Broken]:
        return scoring.broken(self.task, self.seats)

    @cached_property
    def apart(self) -> dict[int, str]:
        """What tells people of the same name apart."""
        return told_apart([one.row for one in self.faces.values()])

    def called(self, face: Face) -> str:
        more = self.apart.get(face.id)
        return face.row.name + gettext(" (%(note)s)", note=more) if more else face.row.name


def board(session, session_id: int) -> Board | None:
    """Seven statements, however many people. None for no such session."""
    found = session.execute(rolls.SITTING.where(Session.id == session_id)).first()
    if found is None:
        return None
    sitting = rolls.sitting_of(found, ())
    marks = rolls.marks_of(session, session_id)
    expected = rolls.people(session, sitting, rolls.guests_of(session, session_id), marks)
    rows = [row for row in expected if row.standing in MUST_BE_RECORDED]
    plan, places = plan_of(session, session_id)
    known = known_of(session, [row.enrolment_id for row in rows])
    faces = {
        row.enrolment_id: Face(row, known[row.enrolment_id], places.get(row.enrolment_id), is_away(row)) for row in rows
    }
    return Board(sitting, plan, faces, pairs_among(session, faces))


def is_away(row: Row) -> bool:
    recorded = row.recorded
    return recorded.status is Status.ABSENT if recorded else row.notice is not None


def plan_of(session, session_id: int) -> tuple[SeatingPlan | None, dict[int, SeatingPlace]]:
    """The plan, with places by enrolment, as they are now."""
    query = select(SeatingPlan, SeatingPlace).outerjoin(SeatingPlace, SeatingPlace.plan_id == SeatingPlan.id)
    query = query.where(SeatingPlan.session_id == session_id).execution_options(populate_existing=True)
    rows = session.execute(query).all()
    plan = rows[0].SeatingPlan if rows else None
    return plan, {row.SeatingPlace.enrolment_id: row.SeatingPlace for row in rows if row.SeatingPlace}


def known_of(session, enrolment_ids: Iterable[int]) -> dict[int, Known]:
    query = (
        select(Enrolment.id, Enrolment.answers, Enrolment.needs, Person.language, Operator.name, SeatingFact)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(OwnPart, OwnPart.enrolment_id == Enrolment.id)
        .outerjoin(Group, Group.id == OwnPart.group_id)
        .outerjoin(Operator, Operator.id == Group.operator_id)
        .outerjoin(SeatingFact, SeatingFact.enrolment_id == Enrolment.id)
        .where(Enrolment.id.in_(list(enrolment_ids)))
        .order_by(OwnPart.id)
    )
    found = {}
    for enrolment_id, answers, needs, language, operator, fact in session.execute(query):
        said = knowing.answered(answers, needs, language=language, operator=operator)
        found[enrolment_id] = knowing.over(said, fact)
    return found


def answered_of(session, enrolment_id: int) -> tuple[Known, SeatingFact | None]:
    """What is known without the staff's notes, and these."""
    query = (
        select(Enrolment.answers, Enrolment.needs, Person.language, Operator.name, SeatingFact)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(OwnPart, OwnPart.enrolment_id == Enrolment.id)
        .outerjoin(Group, Group.id == OwnPart.group_id)
        .outerjoin(Operator, Operator.id == Group.operator_id)
        .outerjoin(SeatingFact, SeatingFact.enrolment_id == Enrolment.id)
        .where(Enrolment.id == enrolment_id)
        .order_by(OwnPart.id.desc())
    )
    answers, needs, language, operator, fact = session.execute(query).first()
    return knowing.answered(answers, needs, language=language, operator=operator), fact


def pairs_among(session, enrolment_ids) -> Sequence[SeatingPair]:
    ids = list(enrolment_ids)
    query = select(SeatingPair).where(SeatingPair.first_id.in_(ids), SeatingPair.second_id.in_(ids))
    return session.scalars(query.order_by(SeatingPair.id)).all()


def room_seats(session, session_id: int) -> int | None:
    """How many the room of the session holds in groups; None: no room of ours, or it is never set up so."""
    query = select(RoomLayout.seats).join(RoomBooking, RoomBooking.room_id == RoomLayout.room_id)
    return session.scalar(query.where(RoomBooking.session_id == session_id, RoomLayout.layout == Layout.GROUPS))


def plans_of_cohort(session, cohort_id: int) -> list[tuple[Session, SeatingPlan | None]]:
    """Its sessions in their order, each with its plan."""
    query = select(Session, SeatingPlan).outerjoin(SeatingPlan, SeatingPlan.session_id == Session.id)
    query = query.where(Session.cohort_id == cohort_id, Session.online.is_(False))
    return [(row[0], row[1]) for row in session.execute(query.order_by(Session.starts_at, Session.id))]


OWN = (
    select(Session.starts_at, SeatingPlace.table_number)
    .join(SeatingPlan, SeatingPlan.id == SeatingPlace.plan_id)
    .join(Session, Session.id == SeatingPlan.session_id)
    .where(SeatingPlan.published_at.is_not(None), SeatingPlace.table_number.is_not(None))
    .order_by(Session.starts_at)
)


def own_tables(session, enrolment_id: int, *, at):
    """(when, which table) of the sessions that are not over and whose plan is published."""
    return session.execute(OWN.where(SeatingPlace.enrolment_id == enrolment_id, Session.ends_at > at)).all()
