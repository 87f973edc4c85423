"""What must be true of draws: what is published recomputes, everybody has a rank, nothing is decided without one."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, select
from sqlalchemy.orm import undefer

from ...catalogue.models import Cohort, CohortState, Selection
from ...enrolment.models import Draw, DrawEntry
from ...enrolment.queries import draws as queries
from ...enrolment.rules import draw_check, draw_file
from ..registry import check
from .offers import NOTICED_WITHIN

DRAWN = Draw.drawn_at.is_not(None)


@check(_("Each published draw recomputes from its own file, and the file is the one whose fingerprint is shown."))
def draws_that_do_not_recompute(session, _at):
    for draw in session.scalars(select(Draw).where(DRAWN).order_by(Draw.id).options(undefer(Draw.published))):
        shown = (draw.file_hash, draw.list_hash, draw.commitment)
        if shown != hashes_in(draw.published) or not all(one.holds for one in draw_check.checks(draw.published)):
            yield draw.id


def hashes_in(text):
    """(of the file, of the list, of the secret) as they follow from the file; None for something that is no file."""
    try:
        drawn = draw_file.read(text)
    except draw_file.NotADraw:
        return None
    begins = draw_file.list_text(drawn.rules, drawn.entries)
    return draw_file.digest(text), draw_file.digest(begins), draw_file.digest(drawn.secret)


@check(_("In each draw everybody has a rank, from 1 on without a gap, as the published file says."))
def draws_with_gaps(session, _at):
    for draw in session.scalars(select(Draw).where(DRAWN).order_by(Draw.id).options(undefer(Draw.published))):
        ranks = queries.results(session, draw.id)
        try:
            published = list(draw_file.read(draw.published).results)
        except draw_file.NotADraw:
            published = []
        if [one.rank for one in ranks] != list(range(1, len(ranks) + 1)) or ranks != published:
            yield draw.id


@check(_("A closed list is the one whose fingerprint is shown, and holds as many people as it says."))
def draw_lists_changed(session, _at):
    listed = select(func.count()).where(DrawEntry.draw_id == Draw.id).scalar_subquery()
    for draw_id, begins, list_hash, count in session.execute(
        select(Draw.id, Draw.begins, Draw.list_hash, listed).where(Draw.frozen_at.is_not(None)).order_by(Draw.id)
    ):
        if draw_file.digest(begins) != list_hash or len(draw_file.read_list(begins)[1]) != count:
            yield draw_id


@check(_("At most one draw of a cohort is still to be made."))
def draws_open_twice(session, _at):
    query = select(Draw.cohort_id).where(~DRAWN, Draw.stopped_at.is_(None))
    return session.scalars(query.group_by(Draw.cohort_id).having(func.count() > 1).order_by(Draw.cohort_id))


@check(_("No cohort that is drawn by lot was decided without a draw."))
def decided_without_a_draw(session, _at):
    made = exists().where(Draw.cohort_id == Cohort.id, DRAWN)
    query = select(Cohort.id).where(Cohort.selection == Selection.LOTTERY, Cohort.decided_at.is_not(None), ~made)
    return session.scalars(query.order_by(Cohort.id))


@check(_("Each draw that counts has given the seats of its cohort."))
def draws_without_effect(session, _at):
    query = select(Draw.id).join(Cohort, Cohort.id == Draw.cohort_id)
    return session.scalars(query.where(DRAWN, Cohort.decided_at.is_(None)).order_by(Draw.id))


@check(_("Each published cohort that draws has promised a secret within ten minutes."))
def secrets_not_promised(session, at):
    waiting = queries.without_promise(session)
    late = select(Cohort.id).where(Cohort.id.in_(waiting), Cohort.changed_at < at - NOTICED_WITHIN)
    return session.scalars(late.where(Cohort.state == CohortState.PUBLISHED).order_by(Cohort.id))
