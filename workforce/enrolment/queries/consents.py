"""What somebody said about each purpose, and what counts now."""

from collections.abc import Collection, Iterable

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import Consent
from ..models.consents import Purpose
from ..rules.consents import allows
from ..rules.guardians import is_minor

RECORD = aliased(Person)


def of_enrolment(session, enrolment) -> list[Consent]:
    """Every word about this enrolment, and every word of this human about news, the oldest first."""
    human = select(Person.id).where(in_group(Person, enrolment.person_id))
    about = and_(Consent.purpose == Purpose.NEWS, Consent.person_id.in_(human))
    query = select(Consent).where(or_(Consent.enrolment_id == enrolment.id, about))
    return list(session.scalars(query.order_by(Consent.id)))


def no_photographs(session, enrolment_ids: Collection[int], *, at) -> set[int]:
    """The enrolments of people of whom nobody may take a picture; one statement."""
    kept = select(Consent, Person.birth_date).join(RECORD, RECORD.id == Consent.person_id)
    kept = kept.join(Person, Person.id == func.coalesce(RECORD.merged_into_id, RECORD.id))
    kept = kept.where(Consent.enrolment_id.in_(list(enrolment_ids)), Consent.purpose == Purpose.PHOTOGRAPHS)
    words: dict[int, list[Consent]] = {one: [] for one in enrolment_ids}
    born = {}
    for consent, birth_date in session.execute(kept.order_by(Consent.id)):
        words[consent.enrolment_id].append(consent)
        born[consent.enrolment_id] = birth_date
    return {
        one
        for one, said in words.items()
        if not allows(said, Purpose.PHOTOGRAPHS, is_minor=is_minor(born.get(one), at))
    }


def may_be_written_to(session, person_ids: Iterable[int], *, at) -> set[int]:
    """Of these people (as kept after merging), those who allow letters about other courses: ask before any is sent."""
    wanted = list(person_ids)
    kept = func.coalesce(RECORD.merged_into_id, RECORD.id)
    query = select(kept, Consent, Person.birth_date).join(RECORD, RECORD.id == Consent.person_id)
    query = query.join(Person, Person.id == kept).where(kept.in_(wanted), Consent.purpose == Purpose.NEWS)
    words: dict[int, list[Consent]] = {}
    born = {}
    for who, consent, birth_date in session.execute(query.order_by(Consent.id)):
        words.setdefault(who, []).append(consent)
        born[who] = birth_date
    return {who for who, said in words.items() if allows(said, Purpose.NEWS, is_minor=is_minor(born[who], at))}
