"""What the people of a cohort need, and what was arranged."""

from dataclasses import dataclass

from sqlalchemy import String, case, cast, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Integer

from ...people.models import Account
from ..models import TAKES_SEAT, Arrangement, Enrolment
from ..rules.arranging import CHOSEN, IN_WORDS, needs_of


@dataclass(frozen=True)
class Need:
    """One thing for one person. `arranged` is None as long as nobody saw to it."""

    enrolment: Enrolment
    need: str
    arranged: Arrangement | None


def of_cohort(session, cohort_id) -> list[Need]:
    """Of everybody with a seat, by need and then by reading; two statements."""
    query = select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(TAKES_SEAT), HAS_NEEDS)
    found = session.scalars(query.options(joinedload(Enrolment.person))).all()
    with_who = joinedload(Arrangement.by).joinedload(Account.person)
    rows = select(Arrangement).where(Arrangement.enrolment_id.in_([one.id for one in found])).options(with_who)
    arranged = {(row.enrolment_id, row.need): row for row in session.scalars(rows)}
    needs = [Need(one, need, arranged.get((one.id, need))) for one in found for need in needs_of(one.needs)]
    return sorted(needs, key=lambda row: (row.need, row.enrolment.person.sort_kana, row.enrolment.id))


class length_of(FunctionElement):
    """How many things a JSON array holds; NULL for none."""

    type = Integer()
    inherit_cache = True


@compiles(length_of, "sqlite")
def on_sqlite(element, compiler, **how):
    return f"json_array_length({compiler.process(element.clauses, **how)})"


@compiles(length_of, "postgresql")
def on_postgresql(element, compiler, **how):
    return f"jsonb_array_length({compiler.process(element.clauses, **how)})"


HAS_NEEDS = cast(Enrolment.needs, String) != "{}"
IS_CHOSEN = cast(Enrolment.needs, String).contains(f'"{CHOSEN}":')
IS_WRITTEN = cast(Enrolment.needs, String).contains(f'"{IN_WORDS}":')
NUMBER = case((IS_CHOSEN, func.coalesce(length_of(Enrolment.needs[CHOSEN]["value"]), 0)), else_=0) + case(
    (IS_WRITTEN, 1), else_=0
)


def open_by_cohort():
    """A statement: for each cohort in which somebody with a seat needs something, how much nobody has seen to."""
    done = select(func.count()).where(Arrangement.enrolment_id == Enrolment.id).correlate(Enrolment).scalar_subquery()
    return (
        select(Enrolment.cohort_id, cast(func.sum(NUMBER - done), Integer).label("open"))
        .where(Enrolment.state.in_(TAKES_SEAT), HAS_NEEDS, Enrolment.forgotten_at.is_(None))
        .group_by(Enrolment.cohort_id)
    )
