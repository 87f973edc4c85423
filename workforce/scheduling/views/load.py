"""Staff see how much each of those who teach teaches in a month or a term, so that it is shared fairly."""

from flask import request
from flask_babel import lazy_gettext as _

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import lists, render
from ..queries import assignments, engagements
from ..queries import timetables as queries
from ..rules.calendar_spans import read_month, term_of
from ..rules.load import Far, average, far, loads
from . import views

FAR = {Far.ABOVE: _("far above the average"), Far.BELOW: _("far below the average")}


@views.get("/staff/instructors/load")
@requires(Permission.ASSIGNMENTS_MANAGE)
def instructors_load():
    """`month` in the address; with span=term the half year in which it lies."""
    month, is_term = read_month(request.args.get("month"), clock.today(clock.now())), request.args.get("span") == "term"
    span = term_of(month) if is_term else month
    times = {"begins": span.begins, "ends": span.ends}
    names = dict(assignments.instructors(db.session)) | queries.engaged(db.session, **times)
    rows = loads(names, engagements.of_people(db.session, list(names), **times))
    return render(
        "scheduling/load.html",
        rows=rows,
        span=span,
        is_term=is_term,
        average=average(rows),
        most=max([one.minutes for one in rows], default=0),
        far=lambda one: FAR.get(far(one, average(rows))),
        address=lists.address,
        earlier=span.shifted(-span.count).name,
        later=span.shifted(span.count).name,
    )
