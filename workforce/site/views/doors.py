"""The doors: the same courses in the order and the words of one kind of reader."""

from flask import abort

from ... import clock
from ...access import public
from ...catalogue.models import Audience
from ...database import reading
from ...web import keep, render_same
from ..queries import offers
from . import rows, views


@views.get("/for/<audience>")
@public
@keep
def door(audience):
    if audience not in set(Audience):
        abort(404)
    at = clock.now()
    with reading() as database:
        found = offers.behind_door(database, Audience(audience), at=at)
    return render_same(f"site/doors/{audience}.html", audience=audience, rows=rows.in_words(found, at=at))
