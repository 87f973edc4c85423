"""To which group for the seats somebody belongs, after they answered anew the question that decides it."""

from ... import history
from ...catalogue.models import Cohort
from ...database import hold
from ..models import State
from ..queries import bands, draws
from ..rules.bands import TIE
from .refusals import MovedMeanwhile


def hold_undecided(session, enrolment, keys):
    """Before the enrolment is held: while nobody is decided, its group may change with the answers `keys`.

    Raises MovedMeanwhile, where the enrolment has gone to another date since it was read: the groups are others there.
    """
    if TIE not in keys:
        return
    held = enrolment.cohort_id
    hold(session, session.get_one(Cohort, held))
    session.refresh(enrolment, ["cohort_id", "band_id"])
    if enrolment.cohort_id != held:
        raise MovedMeanwhile


def recount(session, enrolment, changes) -> list[history.Change]:
    """The group that the new answers mean, as one more change; none where they mean the same, or where it is kept."""
    is_answered = any(change.field == TIE for change in changes)
    if not is_answered or enrolment.state is not State.APPLIED or draws.is_frozen(session, enrolment.cohort_id):
        return []
    every = bands.bands_of(session, enrolment.cohort_id)
    before = enrolment.band_id
    enrolment.band_id = bands.band_of(
        session,
        every,
        cohort_id=enrolment.cohort_id,
        person_id=enrolment.person_id,
        answers=enrolment.answers,
    )
    if enrolment.band_id == before:
        return []
    kinds = {band.id: band.kind.value for band in every}
    return [history.Change("band", kinds.get(before), kinds.get(enrolment.band_id))]


def is_kept(session, enrolment) -> bool:
    """Whether a new answer changes nothing any more: there are groups, and who is first for a seat is decided."""
    if not bands.bands_of(session, enrolment.cohort_id):
        return False
    return enrolment.state is not State.APPLIED or draws.is_frozen(session, enrolment.cohort_id)
