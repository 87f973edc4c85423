"""What must be true of the words of letters, of letters on paper, of addresses, and of the calendars of people."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Session, SessionChange
from ...enrolment.models import CalendarFeed
from ...outbox import PROVES_A_MAILBOX, Channel, Message, Sending, blanks, variants, wordings
from ...people.models import Person, PostalAddress
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


@check(_("Every letter on paper that is in the post was printed, and keeps its words."))
def letters_posted_without_print(session, _at):
    posted = (Message.channel == Channel.LETTER) & (Message.state == Sending.SENT)
    lost = Message.print_run.is_(None) | Message.sent_body.is_(None)
    return session.scalars(select(Message.id).where(posted, lost).order_by(Message.id))


@check(_("Every message that bounced is a call, or was a link for that mailbox alone."))
def bounced_and_nobody_calls(session, _at):
    again = aliased(Message)
    same = (again.person_id == Message.person_id) & (again.template == Message.template)
    follows = exists().where(same, again.cause == Message.cause, again.resend > Message.resend)
    only_there = func.coalesce(Message.link_purpose, "").in_(PROVES_A_MAILBOX)
    bounced = (Message.state == Sending.BOUNCED) & Message.person_id.is_not(None) & ~only_there
    return session.scalars(select(Message.id).where(bounced, ~follows).order_by(Message.id))


@check(_("Nobody whose details were deleted has a postal address, and nobody wants letters without one."))
def addresses_that_are_wrong(session, _at):
    kept = func.coalesce(Person.merged_into_id, Person.id)
    homes = select(kept).join(PostalAddress, PostalAddress.person_id == Person.id)
    gone = Person.forgotten_at.is_not(None) & Person.id.in_(select(PostalAddress.person_id))
    homeless = (Person.channel == "letter") & Person.merged_into_id.is_(None) & Person.id.not_in(homes)
    return session.scalars(select(Person.id).where(gone | homeless).order_by(Person.id))


@check(_("Nobody decided about a change of a session without saying who and when."))
def changes_decided_by_nobody(session, _at):
    half = SessionChange.told.is_not(None) & SessionChange.decided_by_id.is_(None)
    silent = (SessionChange.told.is_(False)) & SessionChange.reason.is_(None)
    return session.scalars(select(SessionChange.id).where(half | silent).order_by(SessionChange.id))
