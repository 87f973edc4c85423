"""What a sheet of criteria says, in the words of its pages."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...enrolment.rules.catalogue import QUESTIONS
from ..models import Criterion, Sheet, TieRule

CRITERIA_AT_MOST = 10
HIGHEST = 100
"""Points that one criterion can give."""

DECIDING = tuple(key for key, question in QUESTIONS.items() if question.decides)
"""The questions whose answers may count: applicants are told so where they answer."""

TIE_RULES = {
    TieRule.FIRST_CRITERION: _(
        "Who has more points in the first criterion comes first. If these are equal too: by lot."
    ),
    TieRule.LOT: _("By lot."),
    TieRule.DECISION: _("We decide and write down the reason."),
}


def asked_in(questions: Sequence[str]) -> list[str]:
    """Those of a course's questions whose answers may count."""
    return [key for key in questions if key in DECIDING]


def how_it_goes(sheet: Sheet, criteria: Sequence[Criterion]) -> list[str]:
    """What applicants read before they apply, a sentence a line."""
    most = sum(one.most for one in criteria)
    said = [
        gettext(
            "Two people read only these answers, without your name and each on their own: %(questions)s",
            questions=gettext(", ").join(str(QUESTIONS[key].asked) for key in sheet.questions if key in QUESTIONS),
        ),
        ngettext(
            "Each can give %(num)s point altogether. The average of both counts.",
            "Each can give %(num)s points altogether. The average of both counts.",
            most,
        ),
        gettext("Who has more points comes first. Who gets no seat waits in the order of points."),
        gettext("If two people have the same points: %(rule)s", rule=str(TIE_RULES[sheet.tie_rule])),
    ]
    if sheet.minimum:
        said.insert(
            3,
            ngettext(
                "Who has fewer than %(num)s point on average gets no seat, also if one is free.",
                "Who has fewer than %(num)s points on average gets no seat, also if one is free.",
                sheet.minimum,
            ),
        )
    return said
