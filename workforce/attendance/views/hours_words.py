"""Hours, gaps and proofs in words: for the trainee whole sentences, for staff as short as possible."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...i18n.formats import day, duration, moment, money
from ...i18n.wording import plain
from ..models import AssessmentKind, CreditSource, Verdict
from ..rules.ledger import Source
from ..rules.qualifications import QUALIFICATIONS, Qualification
from ..rules.standing import GapKind

SOURCES = {
    Source.ATTENDED: _("In the lesson"),
    Source.MADE_UP: _("Made up on another date"),
    Source.ELSEWHERE: _("At another school"),
    Source.REPORT: _("By a report"),
    Source.DISTANCE: _("Learned at a distance"),
    Source.EXEMPTED: _("Need not be taken again"),
}
CREDIT_SOURCES = {
    CreditSource.ELSEWHERE: _("Made up at another school or provider"),
    CreditSource.REPORT: _("A report in place of a lecture"),
    CreditSource.DISTANCE: _("Learned at a distance"),
}
ASSESSMENTS = {
    AssessmentKind.WRITTEN: _("Written test"),
    AssessmentKind.PRACTICAL: _("Practical skill"),
}
VERDICTS = {
    Verdict.PASSED: _("Passed"),
    Verdict.FAILED: _("Not passed"),
    Verdict.REPEAT: _("Asked to practise again"),
}
VERDICT_TONES = {Verdict.PASSED: "good", Verdict.FAILED: "bad", Verdict.REPEAT: "few"}
GAPS = {
    GapKind.WRITTEN: _("Written test"),
    GapKind.PRACTICAL: _("Practical skill"),
    GapKind.IDENTITY: _("Document not seen"),
}


def qualification_words(key):
    """A key that the rule does not know any more says itself."""
    return QUALIFICATIONS[Qualification(key)] if key in list(Qualification) else key


def gap_words(gap) -> str:
    """For staff: minutes of all items are told together by who lists them."""
    if gap.kind is GapKind.MINUTES:
        return duration(gap.minutes)
    if gap.kind is GapKind.DUES:
        return gettext("%(money)s to pay", money=money(gap.yen))
    return str(GAPS[gap.kind])


def gaps_in_short(gaps) -> list[str]:
    """All of them, the minutes of all items as one."""
    minutes = sum(gap.minutes for gap in gaps if gap.kind is GapKind.MINUTES)
    others = [gap_words(gap) for gap in gaps if gap.kind is not GapKind.MINUTES]
    return ([gettext("%(duration)s missing", duration=duration(minutes))] if minutes else []) + others


def own_gaps(standing, subjects, results, coming, at):
    """What a trainee still needs, in sentences. `subjects`: SubjectHours; `results`: attempts that stand; `coming`:
    {subject id: OnTheWay}.
    """
    for hours in subjects:
        if hours.lost:
            yield missed(hours, coming[hours.subject.id], at)
    if standing.not_recorded:
        yield ngettext(
            "%(num)s lesson is not recorded yet. You need to do nothing: we record it.",
            "%(num)s lessons are not recorded yet. You need to do nothing: we record them.",
            standing.not_recorded,
        )
    for gap in standing.gaps:
        if gap.kind in OWN:
            yield OWN[gap.kind](gap, [one for one in results if one.kind.value == gap.kind.value])


def missed(hours, coming, at) -> str:
    """What of a subject was missed, what is booked for it, and what would be missing after that."""
    said = {
        "number": hours.subject.number,
        "subject": plain(hours.subject.title),
        "duration": duration(hours.lost),
        "seats": seats_in_words(coming.seats),
        "left": duration(coming.left),
    }
    if not coming.seats:
        return gettext("Subject %(number)s, %(subject)s: you missed %(duration)s. Please make it up.", **said)
    if coming.left:
        return gettext(
            "Subject %(number)s, %(subject)s: you missed %(duration)s. Booked: %(seats)s."
            " Even if you attend, %(left)s will still be missing: please make it up as well.",
            **said,
        )
    if all(one.ends_at <= at for one in coming.seats):
        return gettext(
            "Subject %(number)s, %(subject)s: you missed %(duration)s. Your lesson to make it up was: %(seats)s."
            " We still record it; you need to do nothing.",
            **said,
        )
    return gettext(
        "Subject %(number)s, %(subject)s: you missed %(duration)s. Booked: %(seats)s."
        " If you attend, you will have all minutes.",
        **said,
    )


def seats_in_words(seats) -> str:
    return gettext(", ").join(
        gettext("%(moment)s (cohort %(code)s)", moment=moment(one.starts_at), code=one.code) for one in seats
    )


def written(_gap, results) -> str:
    if not results:
        return gettext("The written test is still to come. We tell you the day.")
    last = results[-1]
    return gettext(
        "You did not pass the test on %(day)s (%(points)s of %(out_of)s points). You can take it again:"
        " we help you and tell you the day.",
        day=day(last.taken_on),
        points=last.points,
        out_of=last.out_of,
    )


def practical(_gap, results) -> str:
    if not results:
        return gettext("The teacher still looks at what you can do. There is nothing that you must prepare.")
    last = results[-1]
    return gettext(
        "On %(day)s the teacher asked you to practise again: %(note)s", day=day(last.taken_on), note=last.note or "—"
    )


def identity(_gap, _results) -> str:
    return gettext("Please show us once who you are, for example with your residence card or your driving licence.")


def dues(gap, _results) -> str:
    return gettext("%(money)s is still to be paid.", money=money(gap.yen))


OWN = {
    GapKind.WRITTEN: written,
    GapKind.PRACTICAL: practical,
    GapKind.IDENTITY: identity,
    GapKind.DUES: dues,
}
