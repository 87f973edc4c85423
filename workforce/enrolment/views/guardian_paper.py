"""The guardian's question on one sheet of paper: with the link as QR code, a code to type, and lines to sign."""

from flask import abort, current_app, redirect, url_for
from flask_babel import gettext as _

from ... import clock, links, printing
from ...access import Permission, public, requires
from ...database import db
from ...i18n import LANGUAGES, current, speaking
from ...i18n.formats import moment, money
from ...i18n.wording import plain
from ...people.rules.receipts import shown, shown_code
from ...web import send_pdf
from ..models import State
from ..queries import guardians as queries
from ..rules import is_active
from ..rules.consents import ASKED, MEANS, asked_of_guardian
from ..rules.guardians import code_of, is_minor
from . import views
from .finding import not_theirs
from .guardian_naming import load, page_of, to_page
from .receipts import theirs

JAPANESE = ("ja", "easy")


@views.get("/enrolments/<receipt>/guardian/paper.pdf")
@public
def guardian_paper(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    return printed(enrolment) or to_page(enrolment)


@views.get("/staff/enrolments/<receipt>/guardian/paper.pdf")
@requires(Permission.ENROLMENTS_MANAGE)
def staff_guardian_paper(receipt):
    enrolment = load(receipt)
    return printed(enrolment) or redirect(page_of(enrolment), 303)


def printed(enrolment):
    """The sheet, or None where nobody is asked (any more)."""
    at, request = clock.now(), enrolment.guardian
    if request is None or not is_active(enrolment.state) or not is_minor(enrolment.person.birth_date, at):
        return None
    found = queries.asked(db.session, request.id) or abort(404)
    settings = current_app.config["SETTINGS"]
    code = request.language if request.language in LANGUAGES else "ja"
    link = links.address(links.Purpose.GUARDIAN, request.id, language=code, at=at, paper=True)
    with speaking("ja"):
        japanese = None if code in JAPANESE else spoken(found)
    with speaking(code):
        own = spoken(found)
        values = {
            "said": own,
            "japanese": japanese,
            "qr": printing.qr(link),
            "qr_alt": _("Code that opens the page for guardians"),
            "code": shown_code(code_of(request.id, request.made_at, current_app.secret_key)),
            "receipt": shown(enrolment.receipt),
            "address": settings.base_url + url_for("enrolment.guardian_code", language=code),
        }
        return send_pdf(printing.pdf("guardian", at=at, **values), f"guardian-{enrolment.receipt}")


def spoken(found):
    """Every text of the sheet in the language that is spoken now."""
    enrolment, request = found.enrolment, found.request
    cohort, person = enrolment.cohort, enrolment.person
    centre = current_app.config["SETTINGS"].centre
    held = enrolment.held_until if enrolment.state is State.WAITING_FOR_GUARDIAN else None
    fee = sum(line.yen for line in cohort.fees)
    place = cohort.place and plain(cohort.place.name)
    facts = [
        (_("Who applied"), person.name),
        (_("Course"), plain(cohort.course.title)),
        (_("Begins"), moment(cohort.starts_at) if cohort.starts_at else None),
        (_("Place"), place or (_("Online") if cohort.online else None)),
        (_("What it costs"), str(money(fee)) if fee else _("Nothing")),
        (_("Please answer by"), moment(held) if held else None),
    ]
    return {
        "title": _("Do you agree?"),
        "greeting": _("Dear %(guardian)s,", guardian=request.guardian_name),
        "opening": _(
            "%(name)s would like to join a course with us and named you as parent or guardian.", name=person.name
        ),
        "facts": [[what, str(value)] for what, value in facts if value],
        "questions": [[str(ASKED[one]), str(MEANS[one])] for one in asked_of_guardian(cohort.course.questions)],
        "yes": _("Yes"),
        "no": _("No"),
        "online": _("Answer with your telephone"),
        "how": _(
            "Open the page with the camera of your telephone. Or type this address, the receipt number and the code:"
        ),
        "number": _("Receipt number"),
        "code": _("Code on the paper"),
        "paper": _("Or sign here"),
        "sign": [_("Your name"), _("You are the child's (mother, father, …)"), _("Date"), _("Signature")],
        "bring": _(
            "Bring or send this paper to: %(centre)s (%(phone)s, %(hours)s)",
            centre=centre.name(current().code),
            phone=centre.phone,
            hours=centre.hours,
        ),
        "later": _(
            "You can take back what you agreed to at any time until the day before the 18th birthday. "
            "Keep this paper, or call us."
        ),
    }
