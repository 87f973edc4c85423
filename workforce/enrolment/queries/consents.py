"""What somebody said about each purpose, and what counts now."""

from collections.abc import Collection

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
