"""Papers and what else speaks for somebody besides presence: one statement, and where each kind of row belongs."""

from datetime import date

from sqlalchemy import Integer, Text, bindparam, cast, func, literal, null, select, union_all
from sqlalchemy.orm import aliased

from .... import clock
from ....enrolment.models import Enrolment
from ....people.models import IdentityCheck, Person
from ....stored import instant, text
from ...models import AssessmentResult, CompletionOverride, Credit, Exemption, Verdict
from ...rules import standing as rules
from ...rules.ledger import Proof, Source
from ...rules.standing import GapKind


def paper(what, enrolment, *, ref=None, minutes=None, words=None, day):
    """One kind of paper as columns that all kinds share; its day or instant as text."""
    return select(
        literal(what, Text),
        enrolment,
        cast(null() if ref is None else ref, Integer),
        cast(null() if minutes is None else minutes, Integer),
        cast(null() if words is None else words, Text),
        cast(day, Text),
    ).where(enrolment.in_(bindparam("ids", expanding=True)))


record, member = aliased(Person), aliased(Person)
KEPT = func.coalesce(record.merged_into_id, record.id)
CHECKED = paper("identity", Enrolment.id, day=IdentityCheck.checked_on).join_from(
    Enrolment, record, record.id == Enrolment.person_id
)
STANDS = IdentityCheck.withdrawn_at.is_(None)

PAPERS = union_all(
    paper(
        "credit",
        Credit.enrolment_id,
        ref=Credit.item_id,
        minutes=Credit.minutes,
        words=Credit.source,
        day=Credit.done_on,
    ).where(Credit.ended_at.is_(None)),
    paper("exemption", Exemption.enrolment_id, ref=Exemption.subject_id, day=Exemption.decided_at).where(
        Exemption.granted, Exemption.ended_at.is_(None)
    ),
    paper("passed", AssessmentResult.enrolment_id, words=AssessmentResult.kind, day=AssessmentResult.taken_on).where(
        AssessmentResult.verdict == Verdict.PASSED, AssessmentResult.ended_at.is_(None)
    ),
    paper(
        "override",
        CompletionOverride.enrolment_id,
        words=CompletionOverride.waived,
        day=CompletionOverride.decided_at,
    ).where(CompletionOverride.granted),
    CHECKED.join(IdentityCheck, IdentityCheck.person_id == KEPT).where(STANDS),
    CHECKED.join(member, member.merged_into_id == KEPT)
    .join(IdentityCheck, IdentityCheck.person_id == member.id)
    .where(STANDS),
)


def put_credit(found, item_id, minutes, source, day):
    found.proofs.append(Proof(item_id, Source(source), minutes, date.fromisoformat(day)))


def put_exemption(found, subject_id, minutes, words, day):
    found.exempted[subject_id] = day_of(day)


def put_passed(found, ref, minutes, kind, day):
    on = date.fromisoformat(day)
    found.passed[GapKind(kind)] = min(on, found.passed.get(GapKind(kind), on))


def put_override(found, ref, minutes, words, day):
    found.waived += [rules.gap(kept) for kept in text(words)["gaps"]]
    found.waived_on = max(day_of(day), found.waived_on or date.min)


def put_identity(found, ref, minutes, words, day):
    found.identity_on = min(date.fromisoformat(day), found.identity_on or date.max)


PUT = {
    "credit": put_credit,
    "exemption": put_exemption,
    "passed": put_passed,
    "override": put_override,
    "identity": put_identity,
}


def day_of(kept) -> date:
    return clock.today(instant(kept))
