"""What must be true of the words of letters, and of the calendars of people."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from ...catalogue.models import Session
from ...enrolment.models import CalendarFeed
from ...outbox import blanks, variants, wordings
from ...people.models import Person
from ..registry import check


@check(_("Every letter that staff worded knows the blanks in its words."))
def wordings_that_do_not_fit(session, _at):
    for (template, name, code), row in sorted(wordings.all_newest(session).items()):
        variant = variants.named(template, name)
        is_known = variant is not None and template in blanks.templates()
        if row.words and not (variant and is_known and fits(row, variant, code)):
            yield row.id


def fits(row, variant, code):
    return wordings.fitting(row, blanks.read(row.template, variant, code)[1]) is not None


@check(_("Calendars know every session by a name of its own."))
def sessions_that_share_a_name(session, _at):
    shared = select(Session.uid).group_by(Session.uid).having(func.count() > 1)
    return session.scalars(select(Session.id).where(Session.uid.in_(shared)).order_by(Session.id))


@check(_("No calendar is open for somebody whose details were deleted, and nobody has two."))
def calendars_nobody_should_have(session, _at):
    is_open = CalendarFeed.ended_at.is_(None)
    twice = select(CalendarFeed.person_id).where(is_open).group_by(CalendarFeed.person_id).having(func.count() > 1)
    gone = select(Person.id).where(Person.forgotten_at.is_not(None))
    wrong = CalendarFeed.person_id.in_(twice) | CalendarFeed.person_id.in_(gone)
    return session.scalars(select(CalendarFeed.id).where(is_open, wrong).order_by(CalendarFeed.id))
