"""Paper in a room without any device: the sheet of one session, and typing it back."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock, printing
from ...access import Permission, requires
from ...database import db
from ...i18n.formats import hours, short_day
from ...i18n.wording import plain
from ...web import render, send_pdf
from ..actions import marks as actions
from ..forms.paper import PaperForm, on_sheet
from ..models import MarkSource
from ..queries import rolls
from ..rules import row_codes
from . import views
from .loading import own_roll


@views.get("/instructor/lessons/<int:session_id>/sheet.pdf")
@requires(Permission.ATTENDANCE_TAKE)
def sheet(session_id):
    """For a room without any device: names with the codes by which it is typed back."""
    roll = own_roll(session_id)
    sitting = roll.sitting
    rows = [roll.rows[one] for one in on_sheet(roll)]
    body = printing.pdf(
        "roll",
        at=clock.now(),
        title=f"{_('Roll call')} {short_day(sitting.starts_at)} {hours(sitting.starts_at, sitting.ends_at)}",
        course=f"{plain(sitting.title)} {sitting.code}",
        headings=[_("Code"), _("Name"), _("Stamp"), _("Minutes late"), _("Minutes before the end")],
        people=[
            {"code": row_codes.code(n, row.enrolment_id), "name": row.name, "kana": roll.beside(row)}
            for n, row in enumerate(rows, 1)
        ],
        note=_(
            "Stamp or sign who is there, write minutes for who was late or left early, and nothing for who is absent."
        ),
    )
    return send_pdf(body, f"roll-{sitting.code}-{clock.today(sitting.starts_at):%Y%m%d}")


@views.route("/staff/lessons/<int:session_id>/paper", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def paper(session_id):
    """Whoever is not named was there: a sheet of thirty people is typed in a minute."""
    roll = rolls.roll(db.session, session_id) or abort(404)
    form = PaperForm()
    if form.done(lambda: take(roll, form)):
        flash(ngettext("Recorded for %(num)s person.", "Recorded for %(num)s people.", len(form.result)))
        return redirect(url_for(".roll", session_id=session_id), 303)
    rows = [(row_codes.code(n, one), roll.called(roll.rows[one])) for n, one in enumerate(on_sheet(roll), 1)]
    return render("attendance/staff_paper.html", form=form, sitting=roll.sitting, rows=rows)


def take(roll, form):
    given = form.given(roll)
    return actions.mark(db.session, roll.sitting.id, given, source=MarkSource.PAPER, by=current_user, at=clock.now())
