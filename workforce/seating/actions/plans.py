"""Plans of tables: begun, set up anew, changed chair by chair or all at once, shown to those who sit there.

Whoever changes one says which revision they saw. Nothing here looks for a good plan: that is done before, while nobody
is kept waiting (see rules.solving), and what was found comes here as chairs.
"""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from ... import history
from ...database import hold
from ...enrolment.models import Enrolment
from ..models import SeatingPlace, SeatingPlan
from ..queries import boards
from ..queries.boards import Board, Face
from ..rules.tables import Chair, Hall
from .refusals import (
    BegunAlready,
    IsPinned,
    NoSuchChair,
    NotComing,
    NotExpected,
    NotSeated,
    Over,
    RulesBroken,
    SomeStand,
    Stale,
    TooFewChairs,
    TooManyStepFree,
)


def begin(session, board: Board, hall: Hall, *, by, at) -> SeatingPlan:
    """Raises Over, TooFewChairs, TooManyStepFree, BegunAlready."""
    if board.sitting.ends_at <= at:
        raise Over
    check_hall(board, hall)
    plan = SeatingPlan(session_id=board.sitting.id, **hall._asdict(), changed_at=at, by_id=by.id if by else None)
    try:
        with session.begin_nested():
            session.add(plan)
    except IntegrityError:
        raise BegunAlready from None
    history.record(session, plan, "tables_begun", by=by, at=at)
    return plan


def check_hall(board: Board, hall: Hall):
    if hall.seats < len(board.coming):
        raise TooFewChairs(people=len(board.coming), chairs=hall.seats)
    if hall.step_free > hall.tables:
        raise TooManyStepFree


def taken(session, session_id: int, revision: int, *, by, at) -> Board:
    """The board, held, read anew and counted on by one. Raises Stale, and Over for all who call this."""
    plan, _places = boards.plan_of(session, session_id)
    if plan is None:
        raise Stale
    hold(session, plan)
    board = boards.board(session, session_id)
    if board is None or board.plan is None or board.plan.revision != revision:
        raise Stale
    if board.sitting.ends_at <= at:
        raise Over
    board.plan.revision += 1
    board.plan.changed_at, board.plan.by_id = at, by.id if by else None
    return board


def set_up(session, session_id: int, hall: Hall, *, revision: int, by, at):
    """Other tables; who sat on a chair that is gone stands. Raises Stale, TooFewChairs, TooManyStepFree."""
    board = taken(session, session_id, revision, by=by, at=at)
    check_hall(board, hall)
    plan = board.plan
    assert plan is not None
    _plan, places = boards.plan_of(session, session_id)
    for place in places.values():
        if place.seat and not hall.holds(place.seat):
            leave_chair(place)
    plan.tables, plan.chairs, plan.step_free = hall
    history.record(session, plan, "tables_set_up", by=by, at=at)
    session.flush()


def move(session, session_id: int, enrolment_id: int, chair: Chair, *, revision: int, by, at):
    """Somebody to a chair; who sits there takes theirs, or stands. Raises Stale, NotExpected, NotComing, NoSuchChair,
    IsPinned.
    """
    board = taken(session, session_id, revision, by=by, at=at)
    face = expected(board, enrolment_id)
    other = occupant(session, board, chair)
    check_move(board, face, chair, other)
    if face.seat != chair:
        change_places(session, board, face, chair, other, by=by, at=at)


def check_move(board: Board, face: Face, chair: Chair, other: SeatingPlace | None):
    if not board.hall.holds(chair):
        raise NoSuchChair
    if not face.is_coming:
        raise NotComing
    for one in (face, board.faces.get(other.enrolment_id) if other else None):
        if one and one.is_pinned:
            raise IsPinned(name=one.row.name)


def change_places(session, board: Board, face: Face, chair: Chair, other: SeatingPlace | None, *, by, at):
    before, mine = face.seat, place_of(session, board, face)
    for place in filter(None, (mine, other)):
        leave_chair(place)
    session.flush()  # no two on one chair, not even for a moment
    take_chair(mine, chair)
    if other and before:
        take_chair(other, before)
    tell(session, face, before, chair, by=by, at=at)
    if other and other.enrolment_id in board.faces:
        tell(session, board.faces[other.enrolment_id], chair, before, by=by, at=at)
    session.flush()


def occupant(session, board: Board, chair: Chair) -> SeatingPlace | None:
    """Also one who is not expected any more."""
    _plan, places = boards.plan_of(session, board.sitting.id)
    return next((place for place in places.values() if place.seat == chair), None)


def expected(board: Board, enrolment_id: int) -> Face:
    if enrolment_id not in board.faces:
        raise NotExpected
    return board.faces[enrolment_id]


def place_of(session, board: Board, face: Face) -> SeatingPlace:
    """Its row, made if there is none."""
    if face.place:
        return face.place
    assert board.plan is not None
    place = SeatingPlace(plan_id=board.plan.id, enrolment_id=face.id, pinned=False)
    session.add(place)
    session.flush()
    return place


def leave_chair(place: SeatingPlace):
    place.table_number, place.chair, place.pinned = None, None, False


def take_chair(place: SeatingPlace, chair: Chair):
    place.table_number, place.chair = chair


def tell(session, face: Face, before: Chair | None, after: Chair | None, *, by, at):
    change = history.Change("seat_at_table", in_short(before), in_short(after))
    enrolment = session.get(Enrolment, face.id)
    history.record(session, enrolment, "seat_changed", by=by, at=at, changes=[change])


def in_short(chair: Chair | None) -> str | None:
    return f"{chair.table}-{chair.chair}" if chair else None


def stand(session, session_id: int, enrolment_id: int, *, revision: int, by, at):
    """Off their chair. Raises Stale, NotExpected, IsPinned."""
    face = expected(taken(session, session_id, revision, by=by, at=at), enrolment_id)
    if face.is_pinned:
        raise IsPinned(name=face.row.name)
    if face.place and face.seat:
        before = face.seat
        leave_chair(face.place)
        tell(session, face, before, None, by=by, at=at)
    session.flush()


def pin(session, session_id: int, enrolment_id: int, *, is_pinned: bool, revision: int, by, at):
    """Raises Stale, NotExpected, NotSeated."""
    face = expected(taken(session, session_id, revision, by=by, at=at), enrolment_id)
    if face.place is None or face.seat is None:
        raise NotSeated
    face.place.pinned = is_pinned
    session.flush()


def come(session, session_id: int, enrolment_id: int, *, is_coming: bool, revision: int, by, at):
    """Staff know better than the roll and the notices. Who does not come gives their chair back. Raises Stale,
    NotExpected.
    """
    board = taken(session, session_id, revision, by=by, at=at)
    face = expected(board, enrolment_id)
    place = place_of(session, board, face)
    place.coming = None if is_coming is not face.is_away else is_coming
    if not is_coming:
        leave_chair(place)
    session.flush()


def apply(session, session_id: int, seats: Mapping[int, Chair], *, revision: int, by, at):
    """All who come sit as in `seats`; pins hold. Raises Stale, NotExpected, NoSuchChair, IsPinned, SomeStand."""
    board = taken(session, session_id, revision, by=by, at=at)
    coming = {one.id: one for one in board.coming}
    if seats.keys() - coming.keys():
        raise NotExpected
    if coming.keys() - seats.keys():
        raise SomeStand
    if len(set(seats.values())) < len(seats) or not all(board.hall.holds(chair) for chair in seats.values()):
        raise NoSuchChair
    for one in board.coming:
        if one.is_pinned and one.seat != seats[one.id]:
            raise IsPinned(name=one.row.name)
    sit_down(session, board, seats)
    history.record(session, board.plan, "tables_filled", by=by, at=at)
    session.flush()


def sit_down(session, board: Board, seats: Mapping[int, Chair]):
    """Everybody up first: no two on one chair, not even for a moment."""
    assert board.plan is not None
    _plan, places = boards.plan_of(session, board.sitting.id)
    pinned = {one.id for one in board.coming if one.is_pinned}
    for place in places.values():
        leave_chair(place)
    session.flush()
    for enrolment_id, chair in seats.items():
        place = places.get(enrolment_id) or SeatingPlace(plan_id=board.plan.id, enrolment_id=enrolment_id)
        take_chair(place, chair)
        place.pinned = enrolment_id in pinned
        session.add(place)


def publish(session, session_id: int, *, is_published: bool, revision: int, by, at):
    """Its people see their table, or no more. Raises Stale, SomeStand, RulesBroken."""
    board = taken(session, session_id, revision, by=by, at=at)
    if is_published and board.unseated:
        raise SomeStand
    if is_published and board.broken:
        raise RulesBroken
    assert board.plan is not None
    board.plan.published_at = at if is_published else None
    history.record(session, board.plan, "tables_shown" if is_published else "tables_hidden", by=by, at=at)
    session.flush()
