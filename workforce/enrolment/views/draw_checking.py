"""Everybody can put the file of a draw here and see, check by check, whether it is true."""

from ...access import public
from ...database import db
from ...web import render
from ..forms.draw_checking import CheckForm
from ..queries import draws as queries
from ..rules import draw_check, draw_file, draw_words
from . import views


@views.route("/draws/check", methods=["GET", "POST"])
@public
def check_draw():
    form = CheckForm()
    if not form.validate_on_submit():
        return render("enrolment/draw_check.html", form=form, checks=None, is_list=False, fingerprint="")
    fingerprint = draw_file.digest(form.text)
    if draw_file.is_list_alone(form.text):
        return render("enrolment/draw_check.html", form=form, checks=None, is_list=True, fingerprint=fingerprint)
    checks = draw_check.checks(form.text)
    return render(
        "enrolment/draw_check.html",
        form=form,
        checks=checks,
        is_list=False,
        fingerprint=fingerprint,
        known=queries.published_as(db.session, fingerprint),
        words=draw_words.CHECKED,
    )
