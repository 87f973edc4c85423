"""History for the auditor: who did what, by day, by whom, by what. It cannot be edited, only read."""

from flask import request
from flask_babel import ngettext

from ...access import Permission, requires
from ...database import db
from ...staff_words import SUBJECTS
from ...web import lists, render
from ..forms.records import RecordsForm
from ..queries import records as queries
from . import views
from .words import every_word


@views.get("/staff/history")
@requires(Permission.HISTORY_READ)
def history():
    asked = RecordsForm(request.args, actors=queries.actors(db.session), subjects=SUBJECTS, whats=every_word())
    sort = lists.sort_of(queries.ORDERS, "newest")
    page = queries.page_of(db.session, asked.filters, sort=sort, **lists.place())
    enrolments = {entry.subject_id for entry in page.rows if entry.subject == "enrolment"}
    return render(
        "desk/history.html",
        sort=sort,
        address=lists.address,
        asked=asked,
        page=page,
        receipts=queries.receipts_of(db.session, enrolments),
        pagination=lists.pagination(page, entries_on(page)),
    )


def entries_on(page):
    return ngettext("%(num)s entry on this page", "%(num)s entries on this page", len(page.rows))
