"""What must be true of people chosen by criteria: two give points to everybody as the sheet says, others decide."""

from fractions import Fraction

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState, Selection
from ...people.models import Account, Person
from ...screening.models import (
    Assessor,
    Candidate,
    Criterion,
    Decision,
    Mark,
    Note,
    NoteKind,
    Outcome,
    Placing,
    Sheet,
)
from ..registry import check

TWO = 2
later = aliased(Mark)
NEWEST = ~exists().where(
    later.assessor_id == Mark.assessor_id,
    later.candidate_id == Mark.candidate_id,
    later.criterion_id == Mark.criterion_id,
    later.id > Mark.id,
)
CLOSED = and_(Assessor.closed_at.is_not(None), Assessor.ended_at.is_(None))
KNOWS = exists().where(
    Note.assessor_id == Mark.assessor_id, Note.candidate_id == Mark.candidate_id, Note.kind == NoteKind.ASIDE
)


def counted():
    """(candidate_id, assessor_id, how many criteria, points together) of each closed sheet that counts."""
    given, total = func.count().label("criteria"), func.sum(Mark.points).label("sum")
    marks = select(Mark.candidate_id, Mark.assessor_id, given, total)
    marks = marks.join(Assessor, Assessor.id == Mark.assessor_id)
    marks = marks.where(CLOSED, NEWEST, Mark.points.is_not(None), ~KNOWS)
    return marks.group_by(Mark.candidate_id, Mark.assessor_id).subquery("counted")


@check(_("Nobody was placed by the points of fewer than two people who gave all of them and closed their sheets."))
def placed_without_two_sheets(session, _at):
    of = counted()
    criteria = select(func.count()).where(Criterion.sheet_id == Decision.sheet_id).scalar_subquery()
    whole = select(func.count()).where(of.c.candidate_id == Placing.candidate_id, of.c.criteria == criteria)
    few = whole.correlate(Placing, Decision).scalar_subquery() < TWO
    query = select(Placing.id).join(Decision, Decision.id == Placing.decision_id)
    query = query.where(Placing.outcome != Outcome.WITHDRAWN, few)
    return session.scalars(query.order_by(Placing.id))


@check(_("The points of everybody who was placed are the sum of what was given."))
def placings_that_do_not_add_up(session, _at):
    of = counted()
    sums = select(func.coalesce(func.sum(of.c.sum), 0)).where(of.c.candidate_id == Placing.candidate_id)
    heads = select(func.count()).where(of.c.candidate_id == Placing.candidate_id)
    differs = or_(sums.scalar_subquery() != Placing.points, heads.scalar_subquery() != Placing.assessors)
    query = select(Placing.id).where(Placing.outcome != Outcome.WITHDRAWN, differs)
    return session.scalars(query.order_by(Placing.id))


@check(_("Nobody gave more points by a criterion than it has."))
def marks_above_the_highest(session, _at):
    query = select(Mark.id).join(Criterion, Criterion.id == Mark.criterion_id).where(Mark.points > Criterion.most)
    return session.scalars(query.order_by(Mark.id))


@check(_("Nobody decided about people to whom they gave points themselves."))
def decided_by_an_assessor(session, _at):
    decider, gave, one, other = aliased(Account), aliased(Account), aliased(Person), aliased(Person)
    query = (
        select(Decision.id)
        .join(decider, decider.id == Decision.by_id)
        .join(one, one.id == decider.person_id)
        .join(Assessor, and_(Assessor.cohort_id == Decision.cohort_id, Assessor.ended_at.is_(None)))
        .join(gave, gave.id == Assessor.account_id)
        .join(other, other.id == gave.person_id)
        .where(func.coalesce(one.merged_into_id, one.id) == func.coalesce(other.merged_into_id, other.id))
    )
    return session.scalars(query.distinct().order_by(Decision.id))


@check(_("No cohort whose people are chosen by criteria was decided without points."))
def decided_without_points(session, _at):
    made = exists().where(Decision.cohort_id == Cohort.id)
    query = select(Cohort.id).where(Cohort.selection == Selection.SCREENING, Cohort.decided_at.is_not(None), ~made)
    return session.scalars(query.order_by(Cohort.id))


@check(_("Each public cohort whose people are chosen by criteria has criteria."))
def public_without_criteria(session, _at):
    written = exists().where(Sheet.cohort_id == Cohort.id)
    query = select(Cohort.id).where(Cohort.selection == Selection.SCREENING, Cohort.state == CohortState.PUBLISHED)
    return session.scalars(query.where(~written).order_by(Cohort.id))


@check(_("No criteria were written after the first points had been given."))
def criteria_changed_after_points(session, _at):
    given = select(func.min(Mark.at)).join(Candidate, Candidate.id == Mark.candidate_id)
    first = given.where(Candidate.cohort_id == Sheet.cohort_id).scalar_subquery()
    return session.scalars(select(Sheet.id).where(Sheet.written_at > first).order_by(Sheet.id))


@check(_("Ranks follow the points, from 1 on without a gap, and nobody with a seat has fewer points than are needed."))
def rankings_out_of_order(session, _at):
    query = select(Placing.decision_id, Placing.rank, Placing.points, Placing.assessors, Sheet.minimum)
    query = query.join(Decision, Decision.id == Placing.decision_id).join(Sheet, Sheet.id == Decision.sheet_id)
    found: dict[int, list] = {}
    for row in session.execute(query.where(Placing.rank.is_not(None)).order_by(Placing.decision_id, Placing.rank)):
        found.setdefault(row.decision_id, []).append(row)
    for decision_id, rows in found.items():
        averages = [Fraction(row.points, row.assessors or 1) for row in rows]
        falls = averages == sorted(averages, reverse=True) and averages[-1] >= (rows[0].minimum or 0)
        if not falls or [row.rank for row in rows] != list(range(1, len(rows) + 1)):
            yield decision_id
