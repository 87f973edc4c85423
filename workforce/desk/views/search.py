"""One box for people."""

from flask import redirect, request, url_for
from flask_babel import ngettext

from ...access import Permission, requires
from ...database import db
from ...enrolment.queries import records
from ...people.queries import contacts
from ...web import lists, render
from ..queries import people
from ..queries import search as queries
from . import views


@views.get("/staff/search")
@requires(Permission.PEOPLE_READ)
def search():
    typed = request.args.get("q", "").strip()
    receipt = queries.exact_receipt(typed)
    if receipt and records.receipt_exists(db.session, receipt):
        return redirect(url_for("enrolment.staff_enrolment", receipt=receipt), 303)
    page = queries.search(db.session, typed, **lists.place())
    ids = [row.id for row in page.rows]
    return render(
        "desk/search.html",
        typed=typed,
        page=page,
        contacts=contacts.on_file_of(db.session, ids) if ids else {},
        activity=people.activity_of(db.session, ids) if ids else {},
        pagination=lists.pagination(page, people_on(ids)),
    )


def people_on(ids):
    return ngettext("%(num)s person on this page", "%(num)s people on this page", len(ids))
