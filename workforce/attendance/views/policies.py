"""Administrators set the rules about hours: the first press shows what a rule means and whose hours it would change."""

from flask import abort
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.forms.rules import RuleForm
from ...catalogue.views.rules import rule_page
from ...database import db
from ...i18n.formats import duration
from ..forms.policies import CompletionForm, ExemptionsForm, LatenessForm, ReportsForm, RollCallForm
from ..queries.differences import differences
from ..rules.completion import COMPLETION
from ..rules.credit import LATENESS
from ..rules.exemptions import EXEMPTIONS
from ..rules.reports import REPORTS
from ..rules.roll_call import ROLL_CALL
from . import views
from .hours_words import gaps_in_short

FORMS: dict[str, type[RuleForm]] = {
    LATENESS.name: LatenessForm,
    COMPLETION.name: CompletionForm,
    REPORTS.name: ReportsForm,
    EXEMPTIONS.name: ExemptionsForm,
    ROLL_CALL.name: RollCallForm,
}
RECOMPUTED = (LATENESS.name, COMPLETION.name)
"""Rules that count at once for every course that runs."""
AT_MOST = 200


@views.route("/staff/policies/hours/<name>", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_hours_rule(name):
    made = FORMS.get(name) or abort(404)
    of, at = policies.KINDS[name], clock.now()
    form = made(data={"from_day": clock.today(at)} | made.beginning(policies.current(db.session, of, at=at)))
    return rule_page("attendance/staff_rule.html", of, form, at, changes(of) if name in RECOMPUTED else nothing)


def nothing(_rule, _at):
    return ()


def changes(of):
    """Whose hours or papers would count otherwise, a sentence each."""

    def sentences(rule, at):
        found = differences(db.session, of.name, rule, at=at)
        if not found:
            yield _("In the courses that run now, nothing would change for anybody.")
            return
        yield ngettext(
            "For %(num)s person in the courses that run now this would change:",
            "For %(num)s people in the courses that run now this would change:",
            len(found),
        )
        yield from map(in_words, found[:AT_MOST])
        if len(found) > AT_MOST:
            yield _("… and %(count)s more.", count=len(found) - AT_MOST)

    return sentences


def in_words(one):
    return _(
        "%(name)s (%(code)s): %(before)s → %(after)s",
        name=one.name,
        code=one.code,
        before=stands(one.before),
        after=stands(one.after),
    )


def stands(standing):
    others = [gap for gap in standing.gaps if gap.item_id is None]
    return _(", ").join([duration(standing.counted), *gaps_in_short(others)])
