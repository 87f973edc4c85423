"""Where staff start: what needs doing now, each thing a click from done."""

from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...audit import models as audits
from ...catalogue.queries import texts
from ...database import db
from ...scheduling.queries import breaking, shut
from ...web import render
from ..queries import cohorts, today, todo
from . import views
from .strip import strip_of
from .todo import cohorts as cohort_groups
from .todo import groups, house, kinds_for, rooms, teachers


@views.get("/staff/")
@requires(Permission.DESK_USE)
def home():
    at = clock.now()
    every = list(groups_for(current_user, at))
    sittings = today.sessions_on(db.session, clock.today(at)) if may(current_user, Permission.CATALOGUE_READ) else []
    return render(
        "desk/home.html",
        busy=[group for group in every if group.count],
        quiet=[group for group in every if not group.count],
        sittings=sittings,
        strip=strip_of(sittings, at),
        today=clock.today(at),
    )


def groups_for(account, at):
    """Every group that this account may act on, the most pressing first."""
    live = cohorts.live(db.session, at=at) if may(account, Permission.ENROLMENTS_READ) else []
    waiting = todo.waiting(db.session, at=at, kinds=kinds_for(account), account_id=account.id)
    if may(account, Permission.AUDIT_READ):
        yield house.last_audit(audits.last(db.session))
    if may(account, Permission.ENROLMENTS_READ):
        yield from cohort_groups.pressing(live, at)
    if may(account, Permission.ASSIGNMENTS_MANAGE):
        yield teachers.unqualified(breaking.on_list(breaking.to_come(db.session, at=at)))
    if may(account, Permission.CATALOGUE_EDIT):
        yield rooms.shut(shut.to_come(db.session, at=at))
    yield from groups(waiting)
    if may(account, Permission.CATALOGUE_EDIT):
        yield from cohort_groups.preparing(live, at)
        yield house.missing_texts(texts.every_text(db.session, at=at))
