"""Somebody's own certificate, for whoever the link of the enrolment was given to."""

from flask import abort, url_for
from flask_babel import gettext as _

from ... import clock
from ...access import public
from ...database import db
from ...enrolment.models import State
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...i18n.formats import day
from ...people.rules.receipts import shown_code
from ...web import render
from ..queries import certificates as queries
from . import views
from .cohorts import asked_size
from .staff import sent


@views.get("/enrolments/<receipt>/certificate")
@public
def own(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    issued = queries.of_enrolment(db.session, enrolment.id)
    if not issued:
        abort(404)
    one = next((each for each in issued if each.stands), None)
    if one is None:
        void = next(each for each in issued if each.void)
        return render("certificates/own_void.html", enrolment=enrolment, one=void)
    worth = one.worth(clock.today(clock.now()))
    code = shown_code(one.certificate.code)
    return render("certificates/own.html", enrolment=enrolment, one=one, worth=worth, code=code)


@views.get("/enrolments/<receipt>/certificate.pdf")
@public
def own_paper(receipt):
    """The one that stands."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    issued = queries.of_enrolment(db.session, enrolment.id)
    one = next((each for each in issued if each.stands and not each.certificate.forgotten_at), None) or abort(404)
    return sent(one, asked_size())


def section(database, shown, *, at):
    """On the private page, once the course has begun; no statement before. Of somebody whose certificate is void, also
    where the seat was given up since.
    """
    begins = shown.cohort.starts_at
    if shown.state not in (State.CONFIRMED, State.CANCELLED) or begins is None or begins > at:
        return []
    found = queries.own_numbers(database, shown.id)
    if found is None:
        return []
    if found.void_at:
        return [void_section(shown, found)]
    said = [_("Your certificate %(number)s is ready.", number=found.number)]
    if found.expires_on:
        said.append(_("It is valid until %(day)s.", day=day(found.expires_on)))
    return [(_("Your certificate"), said, url_for("certificates.own", receipt=shown.receipt), _("Open it"))]


def void_section(shown, found):
    void = {"number": found.number, "day": day(found.void_at)}
    said = [_("On %(day)s we had to make your certificate %(number)s void. It does not count any more.", **void)]
    if found.words:
        said.append(_("Reason: %(reason)s", reason=found.words))
    address = url_for("certificates.own", receipt=shown.receipt)
    return _("Your certificate"), said, address, _("What you can do")
