"""Somebody under 18 names a guardian, the guardian is asked, and agrees, refuses or takes it back by their own link."""

from ... import clock, history
from ...people.queries import contacts
from ..models import GuardianConsent, GuardianRequest, State
from ..models.consents import Channel, Purpose, Speaker
from ..rules import holds, is_active
from ..rules.consents import ASKED, MEANS, asked_of_guardian
from ..rules.guardians import NamedGuardian, OwnMail, is_minor
from . import consents, guardian_letters, messages, seats
from .guardian_refusals import AnsweredAlready, EnrolmentOver, GuardianChanged, HoldOver, NeverAsked, OfAgeNow
from .holding import hold_and_read
from .refusals import ConsentNotNeeded, ConsentRecorded


def begin(session, enrolment, guardian: NamedGuardian, *, cohort, person, by, at) -> GuardianRequest:
    """Ask this guardian about an enrolment that has just been made. `cohort` with its course and place."""
    request = GuardianRequest(
        enrolment_id=enrolment.id,
        guardian_name=guardian.name,
        relation=guardian.relation,
        language=guardian.language,
        mail=guardian.mail,
        made_at=at,
        made_by_id=by.id if by else None,
    )
    session.add(request)
    session.flush()
    if guardian.mail:
        cause = f"guardian:{request.id}"
        guardian_letters.write(
            session, request, enrolment, "guardian_request", cohort=cohort, person=person, cause=cause, at=at
        )
    return request


def name(session, enrolment, guardian: NamedGuardian, *, by, at) -> GuardianRequest:
    """Name a guardian, or another one: the link of the one before shows nothing any more.

    `enrolment` with its person, guardian and cohort, as everywhere in `moves`. The clock of a held seat goes on.
    Raises ConsentNotNeeded, ConsentRecorded, EnrolmentOver, HoldOver, OwnMail.
    """
    hold_and_read(session, enrolment, "forgotten_at")
    if not is_minor(enrolment.person.birth_date, at):
        raise ConsentNotNeeded
    if enrolment.consent:
        raise ConsentRecorded
    refuse_over(enrolment, at)
    if guardian.mail and guardian.mail == contacts.on_file(session, enrolment.person_id)[0]:
        raise OwnMail
    if before := enrolment.guardian:
        if same(before, guardian):
            return before
        guardian_letters.withdraw(session, enrolment, at=at)
        before.ended_at = at
        session.flush()
    history.record(session, enrolment, "guardian_named", by=by, at=at, to_state=enrolment.state)
    return begin(session, enrolment, guardian, cohort=enrolment.cohort, person=enrolment.person, by=by, at=at)


def same(request, guardian: NamedGuardian) -> bool:
    now = NamedGuardian(request.guardian_name, request.relation, request.language, request.mail)
    return now == guardian


def ask_again(session, enrolment, *, by, at):
    """The letter once more: staff as often as they like, the applicant a few times a day. Whether there was an address.

    Raises EnoughLetters, ConsentRecorded, EnrolmentOver, HoldOver.
    """
    hold_and_read(session, enrolment, "forgotten_at")
    if enrolment.consent:
        raise ConsentRecorded
    refuse_over(enrolment, at)
    request = enrolment.guardian
    if request is None or not request.mail:
        return False
    cause = f"{guardian_letters.cause_of(request, at)}:{at.isoformat()}"
    if by is None:
        cause = guardian_letters.refuse_many(session, request, at=at)
    guardian_letters.ask(session, enrolment, "guardian_request", cause=cause, at=at)
    return True


def answer(session, request, enrolment, *, said, guardian_name, relation, channel, language, at):
    """The guardian's answer by their own link. `said`: {purpose: bool}; no to taking part ends the enrolment.

    `language`: in which they read the questions. `enrolment` as in `name`. Raises GuardianChanged, OfAgeNow,
    EnrolmentOver, HoldOver, AnsweredAlready.
    """
    hold_open(session, request, enrolment, at=at)
    if enrolment.consent:
        raise AnsweredAlready
    also = {purpose: given for purpose, given in said.items() if purpose is not Purpose.TAKING_PART}
    how = dict(guardian_name=guardian_name, channel=channel, language=language)
    if not said[Purpose.TAKING_PART]:
        write(session, enrolment, {Purpose.TAKING_PART: False}, at=at, **how)
        end(session, enrolment, is_revoked=False, at=at)
        return
    agree(session, enrolment, relation=relation, signed_on=clock.today(at), also=also, by=None, at=at, **how)
    if request.mail:
        guardian_letters.ask(session, enrolment, "guardian_agreed", cause=f"guardian:{request.id}:agreed", at=at)


def agree(session, enrolment, *, guardian_name, relation, signed_on, also, channel, language, by, at):
    """Yes to taking part, and what was said to the other purposes. The cohort is held and read. Raises HoldOver."""
    if enrolment.state is State.WAITING_FOR_GUARDIAN and holds.is_over(enrolment, at):
        raise HoldOver
    session.add(
        GuardianConsent(
            enrolment_id=enrolment.id,
            guardian_name=guardian_name,
            relation=relation,
            signed_on=signed_on,
            recorded_by_id=by.id if by else None,
            recorded_at=at,
        )
    )
    said = {one: given for one, given in also.items() if one in asked(enrolment)} | {Purpose.TAKING_PART: True}
    write(session, enrolment, said, guardian_name=guardian_name, channel=channel, language=language, by=by, at=at)
    if enrolment.state is State.WAITING_FOR_GUARDIAN:
        entry = seats.apply(session, enrolment, "consent", by=by, at=at)
        messages.tell_of(session, enrolment, messages.FOR_STATE[State.CONFIRMED], entry, at=at)
    else:
        history.record(session, enrolment, "consent_recorded", by=by, at=at, to_state=enrolment.state)
    guardian_letters.withdraw(session, enrolment, at=at)


def change(session, request, enrolment, purpose: Purpose, *, given: bool, channel, language, at):
    """The guardian gives or takes back one purpose beside taking part: it counts at once; the same again is nothing.

    Raises GuardianChanged, OfAgeNow, EnrolmentOver, HoldOver, NeverAsked.
    """
    hold_open(session, request, enrolment, at=at)
    if enrolment.consent is None or purpose is Purpose.TAKING_PART or purpose not in asked(enrolment):
        raise NeverAsked
    name = enrolment.consent.guardian_name
    write(session, enrolment, {purpose: given}, guardian_name=name, channel=channel, language=language, at=at)
    what = "guardian_allowed" if given else "guardian_forbade"
    history.record(session, enrolment, what, by=None, at=at, to_state=enrolment.state)


def revoke(session, request, enrolment, *, channel, language, at):
    """The guardian takes back that this person takes part: the enrolment ends, also after the last day for changes.

    Raises GuardianChanged, OfAgeNow, EnrolmentOver, HoldOver, NeverAsked.
    """
    hold_open(session, request, enrolment, at=at)
    if enrolment.consent is None:
        raise NeverAsked
    name = enrolment.consent.guardian_name
    write(
        session, enrolment, {Purpose.TAKING_PART: False}, guardian_name=name, channel=channel, language=language, at=at
    )
    end(session, enrolment, is_revoked=True, at=at)


def end(session, enrolment, *, is_revoked, at):
    """The seat goes on, and the person reads what they can do."""
    entry = seats.apply(session, enrolment, "guardian_refused", by=None, at=at)
    guardian_letters.withdraw(session, enrolment, at=at)
    details = {"is_revoked": True} if is_revoked else {}
    messages.tell_of(session, enrolment, "guardian_refused", entry, at=at, **details)


def asked(enrolment):
    return asked_of_guardian(enrolment.cohort.course.questions)


def write(session, enrolment, said, *, guardian_name, channel: Channel, language, at, by=None):
    """In the words as they are spoken now: whoever calls this speaks `language`."""
    words = {purpose: (given, f"{ASKED[purpose]} {MEANS[purpose]}") for purpose, given in said.items()}
    consents.write(
        session,
        enrolment,
        words,
        speaker=Speaker.GUARDIAN,
        spoken_by=guardian_name,
        channel=channel,
        language=language,
        by=by,
        at=at,
    )


def hold_open(session, request, enrolment, *, at):
    """Raises whatever closes this link."""
    hold_and_read(session, enrolment, "forgotten_at")
    if enrolment.guardian is None or enrolment.guardian.id != request.id:
        raise GuardianChanged
    if not is_minor(enrolment.person.birth_date, at):
        raise OfAgeNow
    refuse_over(enrolment, at)


def refuse_over(enrolment, at):
    """Raises EnrolmentOver, HoldOver."""
    if not is_active(enrolment.state) or enrolment.forgotten_at:
        raise EnrolmentOver
    if enrolment.state is State.WAITING_FOR_GUARDIAN and holds.is_over(enrolment, at):
        raise HoldOver
