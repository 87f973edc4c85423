"""Why somebody has no certificate yet, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ...attendance.rules.standing import GapKind
from ...i18n.formats import duration, money

MISSING = {
    GapKind.WRITTEN: lambda gap: _("The written test is not passed."),
    GapKind.PRACTICAL: lambda gap: _("The practical skills are not judged as learned."),
    GapKind.IDENTITY: lambda gap: _("Nobody has noted that an identity document was seen."),
    GapKind.DUES: lambda gap: _("Still to be paid: %(money)s", money=money(gap.yen)),
}


def reasons(candidate) -> list[str]:
    """All of them, in the order in which they are closed."""
    said = []
    if candidate.is_forgotten:
        return [_("Everything personal in this record was deleted.")]
    if candidate.person.birth_date is None:
        said.append(_("The birth date is missing."))
    if candidate.letters:
        letters = _(", ").join(candidate.letters)
        said.append(_("Our fonts do not have these letters of the name: %(letters)s", letters=letters))
    return said + (of_standing(candidate.standing) if candidate.standing else [])


def of_standing(standing) -> list[str]:
    if not standing.lines:
        return [_("The course has no subjects, so nothing can be complete.")]
    said = []
    minutes = sum(gap.minutes or 0 for gap in standing.gaps if gap.kind is GapKind.MINUTES)
    if minutes:
        items = sum(gap.kind is GapKind.MINUTES for gap in standing.gaps)
        said.append(
            ngettext(
                "%(time)s are missing in %(num)s item.",
                "%(time)s are missing in %(num)s items.",
                items,
                time=duration(minutes),
            )
        )
    if standing.gaps and standing.not_recorded:
        said.append(
            ngettext(
                "%(num)s lesson is not recorded for this person.",
                "%(num)s lessons are not recorded for this person.",
                standing.not_recorded,
            )
        )
    return said + [MISSING[gap.kind](gap) for gap in standing.gaps if gap.kind in MISSING]
