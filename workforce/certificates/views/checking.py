"""Everybody may check a certificate by its number and code: whether it counts, and for which course. No name."""

from flask import request
from flask_babel import lazy_gettext as _

from ... import clock
from ...access import public
from ...database import db, survive
from ...enrolment.views import throttled
from ...people.rules.receipts import is_code
from ...refusals import Refused
from ...web import keep, render
from ..forms.checking import CheckForm
from ..queries import certificates as queries
from . import views

CHECKING = "certificate check"


class NoSuchCertificate(Refused):
    message = _(
        "We know no certificate with this number and this code. Compare both with the paper and type them again. If "
        "they are right, the paper is not ours: please call us."
    )


@views.get("/certificates/check")
@public
@keep
def check():
    """The picture code on the paper leads here with both filled in. Wrong tries are counted by where they come from."""
    is_asked = any(request.args.get(name, "").strip() for name in ("number", "code"))
    form = CheckForm(request.args) if is_asked else CheckForm(None)
    found = answer(form) if is_asked and form.validate() else None
    worth = found.worth(clock.today(clock.now())) if found else None
    again = CheckForm(None) if found else form
    return render("certificates/check.html", form=again, found=found, worth=worth)


def answer(form):
    """The certificate that is meant; whatever is wrong, the form says the same."""
    at = clock.now()
    try:
        throttled.refuse_too_many(CHECKING, throttled.GUESSES, at=at)
        found = queries.by_number(db.session, form.register, form.position)
        if found is None or not is_code(form.word, found.certificate.code):
            raise NoSuchCertificate
    except NoSuchCertificate as refusal:
        key = throttled.key(CHECKING)
        survive(lambda session: throttled.note(session, key, at=at))
        form.refuse(refusal)
    except Refused as refusal:
        form.refuse(refusal)
    else:
        return found
    return None
