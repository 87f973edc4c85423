"""What a rule that is not set yet would change for everybody whose course runs now."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState
from ...enrolment.models import Enrolment
from ...people.models import Person
from ..rules.standing import Standing
from .standings import of_cohort

shown = aliased(Person)


@dataclass(frozen=True)
class Difference:
    """One enrolment, as it stands and as it would stand."""

    name: str
    code: str
    before: Standing
    after: Standing


def differences(session, of: str, rule, *, at) -> list[Difference]:
    """`of`: the name of the kind of `rule`. Five statements for each cohort that runs."""
    running = select(Cohort.id, Cohort.code).where(Cohort.state == CohortState.PUBLISHED)
    running = running.where(Cohort.starts_at <= at, Cohort.ends_at > at).order_by(Cohort.starts_at, Cohort.id)
    found = []
    for cohort_id, code in session.execute(running).all():
        before = of_cohort(session, cohort_id, at=at)
        after = of_cohort(session, cohort_id, at=at, instead={of: rule})
        changed = [one for one in before if differ(before[one], after[one])]
        names = names_of(session, changed) if changed else {}
        found += [Difference(names[one], code, before[one], after[one]) for one in changed]
    return found


def differ(before: Standing, after: Standing) -> bool:
    return (before.counted, before.gaps) != (after.counted, after.gaps)


def names_of(session, enrolment_ids) -> dict[int, str]:
    query = select(Enrolment.id, shown.family_name, shown.given_name)
    query = query.join_from(Enrolment, Person, Person.id == Enrolment.person_id)
    query = query.join(shown, shown.id == func.coalesce(Person.merged_into_id, Person.id))
    rows = session.execute(query.where(Enrolment.id.in_(enrolment_ids)))
    return {row.id: f"{row.family_name} {row.given_name}".strip() for row in rows}
