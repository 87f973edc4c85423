"""Every consent is a row of its own: what was given, refused or taken back, in which words, by whom and how."""

from sqlalchemy import insert

from ... import history
from ...database import hold
from ..models import Consent, Origin
from ..models.consents import Channel, Purpose, Speaker
from ..rules.catalogue import QUESTIONS as ASKED
from ..rules.consents import KEYS, QUESTIONS, of_answers, version
from ..rules.questions import Asking
from .guardian_refusals import GuardianGives, NeverAsked

CHANNELS = {
    Origin.WEB: Channel.WEB,
    Origin.PHONE: Channel.PHONE,
    Origin.COUNTER: Channel.COUNTER,
    Origin.POST: Channel.POST,
    Origin.OPERATOR: Channel.WEB,  # the person's own part
}


def write(session, enrolment, said, *, speaker, channel, language, at, spoken_by=None, by=None):
    """One statement for all. `said`: {purpose: (given, the words that were read)}; nothing said, nothing written."""
    rows = [
        {
            "person_id": enrolment.person_id,
            "enrolment_id": enrolment.id,
            "purpose": purpose,
            "given": given,
            "wording": wording,
            "version": version(wording),
            "speaker": speaker,
            "spoken_by": spoken_by,
            "channel": channel,
            "language": language,
            "recorded_by_id": by.id if by else None,
            "at": at,
        }
        for purpose, (given, wording) in said.items()
    ]
    if rows:
        session.execute(insert(Consent), rows)


def from_form(session, enrolment, *, by, at):
    """What the applicant answered when they enrolled, or told staff who typed it."""
    write(
        session,
        enrolment,
        of_answers(enrolment.answers),
        speaker=Speaker.SELF,
        channel=CHANNELS[enrolment.origin],
        language=enrolment.language,
        by=by,
        at=at,
    )


def from_changes(session, enrolment, changes, *, by, at):
    """Among answers that were changed later, those that are consents: no answer is no consent."""
    changed = {change.field for change in changes} & set(QUESTIONS)
    if changed:
        now = of_answers(enrolment.answers)
        said = {QUESTIONS[key]: now.get(QUESTIONS[key], (False, str(ASKED[key].asked))) for key in sorted(changed)}
        write(
            session,
            enrolment,
            said,
            speaker=Speaker.SELF,
            channel=Channel.PHONE if by else Channel.WEB,
            language=enrolment.language,
            by=by,
            at=at,
        )


def say(session, enrolment, purpose: Purpose, *, given: bool, is_minor: bool, by, at):
    """The person, or staff for them, give or take back `purpose`: it counts at once, whatever the course stands at.

    What they answered before stays in history. The same again writes nothing. Raises NeverAsked, GuardianGives.
    """
    key = KEYS.get(purpose)
    if key is None:
        raise NeverAsked
    hold(session, enrolment)
    session.refresh(enrolment, ["answers", "forgotten_at"])
    if enrolment.forgotten_at or key not in enrolment.answers:
        raise NeverAsked
    if is_minor and given:
        raise GuardianGives
    old = enrolment.answers[key]
    answer = ASKED[key].answer("yes" if given else "no", Asking()) | {"asked": old["asked"]}
    if answer["value"] == old["value"]:
        return
    enrolment.answers = enrolment.answers | {key: answer}
    change = history.Change(key, old["value"], answer["value"])
    history.record(session, enrolment, "consent_changed", by=by, at=at, to_state=enrolment.state, changes=[change])
    from_changes(session, enrolment, [change], by=by, at=at)
