"""What lasts hours or days: drafts, wishes, links that were used, wrong tries."""

from datetime import timedelta

from flask_babel import gettext, ngettext
from sqlalchemy import exists, or_, select

from ...catalogue.models import Interest, RemovedSession
from ...enrolment.models import Draft
from ...enrolment.queries.feeds import GONE
from ...links import Purpose
from ...outbox import Message
from ...outbox.undeliverable import Undeliverable
from ...people.models import ContactPoint, SignInAttempt, SignInLink
from ...people.rules.throttles import LONGEST
from ...scheduling.models import PlanRun, PlanState
from ..models import Worker
from .steps import NEWEST, Step, delete_messages, deleting, years_before

WORKERS_LAST = timedelta(days=7)
LINKS_LAST = timedelta(days=1)
"""A link opens for half an hour after its mail has left; a day is for mail that had to wait."""

MARKS_LAST = timedelta(days=30)
PLANS_LAST = timedelta(days=180)
DRAFT_LETTERS_LAST = timedelta(days=14)


def drafts(at, _keeping):
    return select(Draft.id).where(Draft.expires_at <= at).order_by(Draft.id)


def draft_letters(at, _keeping):
    old = Message.queued_at <= at - DRAFT_LETTERS_LAST
    return select(Message.id).where(Message.link_purpose == Purpose.DRAFT, old, Message.id < NEWEST)


def forget_letters(session, ids, _at):
    delete_messages(session, Message.id.in_(ids))


def sign_in_links(at, _keeping):
    newest = select(SignInLink.id).order_by(SignInLink.id.desc()).limit(1).scalar_subquery()
    done = or_(SignInLink.used_at <= at - LINKS_LAST, SignInLink.asked_at <= at - LINKS_LAST)
    return select(SignInLink.id).where(done, SignInLink.id < newest).order_by(SignInLink.id)


def forget_sign_in_links(session, ids, at):
    """With the letters that carried them: their cause is the number of the link, which may be given again."""
    people = list(session.scalars(select(SignInLink.person_id).where(SignInLink.id.in_(ids))))
    causes = [f"sign_in_link:{one}" for one in ids]
    delete_messages(session, Message.person_id.in_(people), Message.cause.in_(causes))
    deleting(SignInLink)(session, ids, at)


def attempts(at, _keeping):
    return select(SignInAttempt.id).where(SignInAttempt.at < at - LONGEST)


def wishes(at, keeping):
    return select(Interest.id).where(Interest.at <= years_before(at, keeping.wishes))


def removed_sessions(at, _keeping):
    return select(RemovedSession.id).where(RemovedSession.ends_at <= at - GONE)


def marks(at, _keeping):
    """Of addresses that nobody has on file any more."""
    known = exists().where(ContactPoint.value == Undeliverable.address, ContactPoint.ended_at.is_(None))
    return select(Undeliverable.id).where(Undeliverable.since <= at - MARKS_LAST, ~known)


def plans(at, _keeping):
    """With what came out of them; the timetable keeps what was applied."""
    is_open = PlanRun.state.in_([PlanState.QUEUED, PlanState.SOLVING])
    return select(PlanRun.id).where(PlanRun.at <= at - PLANS_LAST, ~is_open).order_by(PlanRun.id)


def workers(at, _keeping):
    return select(Worker.id).where(Worker.seen_at <= at - WORKERS_LAST)


STEPS = (
    Step("drafts", lambda _: gettext("Forms begun and not sent, after 14 days"), drafts, deleting(Draft)),
    Step(
        "draft_letters",
        lambda _: gettext("Letters with the way back to such a form, after 14 days"),
        draft_letters,
        forget_letters,
    ),
    Step(
        "sign_in_links",
        lambda _: gettext("Links to sign in, a day after they were asked for"),
        sign_in_links,
        forget_sign_in_links,
    ),
    Step("attempts", lambda _: gettext("Wrong tries to sign in, after a day"), attempts, deleting(SignInAttempt)),
    Step(
        "wishes",
        lambda keeping: ngettext(
            "Wishes to hear of new dates, after %(num)s year",
            "Wishes to hear of new dates, after %(num)s years",
            keeping.wishes,
        ),
        wishes,
        deleting(Interest),
    ),
    Step(
        "undeliverable",
        lambda _: gettext("Mail addresses that refuse our mail and that nobody uses any more, after 30 days"),
        marks,
        deleting(Undeliverable),
    ),
    Step(
        "removed_sessions",
        lambda _: gettext("Sessions that were taken out, 60 days after they would have been"),
        removed_sessions,
        deleting(RemovedSession),
    ),
    Step(
        "plans",
        lambda _: gettext("Plans for timetables and what-ifs, 180 days after they were asked for"),
        plans,
        deleting(PlanRun),
    ),
    Step("workers", lambda _: gettext("Workers that have not worked for a week"), workers, deleting(Worker)),
)
