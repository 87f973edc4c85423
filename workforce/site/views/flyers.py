"""A leaflet of one cohort: a sheet of A4 in the reader's language, whose QR code opens the page in that language."""

from flask import abort, current_app, url_for
from flask_babel import gettext as _

from ... import clock, i18n, printing
from ...access import public
from ...catalogue.rules.eligibility import who_may
from ...catalogue.rules.stages import Stage, stage
from ...database import reading
from ...i18n import formats
from ...i18n.wording import plain
from ...web import send_pdf
from ..queries import cohorts
from . import views, words
from .cohorts import visible

ON_PAPER = (Stage.DRAFT, Stage.UPCOMING, Stage.OPEN)


@views.get("/cohorts/<code>/flyer.pdf")
@public
def flyer(code):
    """404 once nobody can apply any more: a leaflet that leads nowhere is not printed."""
    at = clock.now()
    with reading() as database:
        kept = cohorts.stored_cohort(database, code)
    found = cohorts.read(kept) if kept else None
    if found is None or not visible(found) or stage(found, at) not in ON_PAPER:
        abort(404)
    address = current_app.config["SETTINGS"].base_url + url_for("site.cohort", code=code)
    printed = printing.pdf(
        "flyer",
        at=at,
        title=plain(found.course.title),
        summary=plain(found.course.summary),
        facts=facts(found, cohorts.days(kept)),
        who=_("Who can take part"),
        rules=[str(rule.text()) for rule in who_may(found.course)]
        or [_("Everybody. You need no experience and no certificate.")],
        apply=_("Apply with your phone"),
        how=_("Open the camera and point it at the square. Nobody needs an account."),
        address=address,
        qr=printing.qr(address),
        ask=asking(found),
    )
    return send_pdf(printed, f"{code}-{i18n.current().code}")


def facts(cohort, days):
    """(what, its value in words) in the order of the cohort's page."""
    found = []
    if days:
        hours = _(", ").join(formats.hours(*pair) for pair in days[0].hours)
        found.append((_("Begins"), f"{formats.day(days[0].starts_at)} {hours}"))
    if len(days) > 1:
        found.append((_("Ends"), formats.day(cohort.ends_at)))
        found.append((_("Days"), words.weekdays(day.starts_at for day in days)))
    found.append((_("Place"), place(cohort)))
    found.append((_("Fee"), words.fee(cohort.fee)))
    found.append((_("Apply by"), words.closing(cohort.closes_at, formats.day)))
    if helping := words.help_in(cohort.languages):
        found.append((_("Language"), helping))
    return found


def place(cohort):
    lines = [plain(cohort.place), cohort.address] if cohort.place else [_("Online")]
    return "\n".join(line for line in lines if line)


def asking(cohort):
    centre = current_app.config["SETTINGS"].centre
    return [line for line in (cohort.lead, centre.phone, centre.hours) if line]
