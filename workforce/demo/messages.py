"""What staff did with messages: words of their own, a mailbox that bounced, letters to print, a session that moved."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from ..catalogue.actions import sessions
from ..catalogue.models import Cohort, CohortState
from ..catalogue.queries.cohorts import cohort_page
from ..enrolment.actions import feeds
from ..enrolment.models import Enrolment, State
from ..outbox import Channel, Message, Sending, actions, undeliverable, variants, wordings
from ..people.actions.addresses import set_reach
from ..people.models import Person
from . import rooms

CONFIRMED = (
    "【受講決定】[[course]]",
    "[[name]]様\n\nお申込みありがとうございます。受講が決まりました。\n\n"
    "講座：[[course]]\n開始：[[starts_at]]\n場所：[[place]]\n受付番号：[[receipt]]\n\n"
    "初日は、開始の10分前までに受付へお越しください。上履きと筆記用具をお持ちください。\n\n"
    "来られなくなったときは、次のページから取り消せます（このリンクはほかの人に教えないでください）。\n[[link]]",
)
OFFERED = (
    "【回答をお願いします】[[course]]の席が空きました",
    "[[name]]様\n\nキャンセル待ちの席が空きました。[[expires_at]]までに、次のページで回答してください。\n[[link]]\n\n"
    "期限を過ぎると、次の人に案内します。お電話での回答も受け付けます。\n\n講座：[[course]]\n場所：[[place]]",
)
HOMES = (
    {"postal_code": "999-0001", "prefecture": "見本県", "municipality": "見本市", "street": "北町1-2-3"},
    {
        "postal_code": "999-0002",
        "prefecture": "見本県",
        "municipality": "見本市",
        "street": "南町45",
        "building": "見本団地 6-301",
    },
)
RECENTLY, DAY = timedelta(days=5), timedelta(days=1)
REFUSED = "550 5.1.1 The email account that you tried to reach does not exist"


def add(session, *, staff, at):
    word(session, staff, at)
    want_letters(session, staff, at)
    bounce(session, at)
    follow(session, at)
    move_a_session(session, staff, at)
    ring_up(session, staff, at)


def word(session, staff, at):
    for template, name, (subject, body) in (("enrolment_confirmed", "receipt", CONFIRMED), ("offer", "", OFFERED)):
        variant = variants.named(template, name)
        wordings.save(session, template, variant, "ja", subject=subject, body=body, seen=0, by=staff, at=at)


def want_letters(session, staff, at):
    """Of the people to call, two have told us where they live and rather get a letter."""
    calls = select(Message).where(Message.channel == Channel.CALL, Message.state == Sending.QUEUED)
    asked = calls.where(Message.template != "offer").order_by(Message.id.desc())
    for message, home in zip(session.scalars(asked.limit(len(HOMES))), HOMES, strict=False):
        person = session.get(Person, message.person_id)
        set_reach(session, person, address=home, channel="letter", by=staff, at=at)
        message.channel, message.address = Channel.LETTER, ""


def ring_up(session, staff, at):
    """Whoever can only be called was reached the day after; the last days are still to be done."""
    calls = select(Message).where(Message.channel == Channel.CALL, Message.state == Sending.QUEUED)
    for message in session.scalars(calls.where(Message.queued_at < at - RECENTLY).order_by(Message.id)):
        actions.mark_called(session, message, by=staff, at=message.queued_at + DAY)


def bounce(session, at):
    mails = select(Message).where(Message.channel == Channel.MAIL, Message.person_id.is_not(None))
    message = session.scalar(
        mails.where(Message.template == "enrolment_confirmed").order_by(Message.id.desc()).limit(1)
    )
    if message:
        undeliverable.bounce(session, message, REFUSED, at=at)


def seated(at):
    """Who has a seat in a cohort that has not begun."""
    coming = (Cohort.state == CohortState.PUBLISHED, Cohort.starts_at > at, Enrolment.state == State.CONFIRMED)
    return select(Enrolment).join(Cohort, Cohort.id == Enrolment.cohort_id).where(*coming).order_by(Cohort.starts_at)


def follow(session, at):
    """One of them has the lessons on the phone."""
    if enrolment := session.scalar(seated(at).limit(1)):
        feeds.make(session, enrolment.person_id, language=enrolment.language, at=at)


def move_a_session(session, staff, at):
    """A room was changed a moment ago; nobody has decided yet whether people are told."""
    if enrolment := session.scalar(seated(at).limit(1)):
        cohort = cohort_page(session, session.get_one(Cohort, enrolment.cohort_id).code)
        assert cohort is not None
        last = cohort.sessions[-1]
        same = {"starts_at": last.starts_at, "ends_at": last.ends_at, "online": False}
        given: dict[str, Any] = same | {"room": "", "wanted": rooms.another(session, cohort, last, at=at)}
        sessions.edit_session(session, cohort, last, **given, by=staff, at=at)
