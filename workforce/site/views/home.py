"""The first page."""

from ... import clock
from ...access import public
from ...database import db
from ...web import keep, render_same
from ..queries import offers
from . import rows, views

ROWS = 8


@views.get("/")
@public
@keep
def home():
    at = clock.now()
    return render_same("site/home.html", rows=rows.in_words(offers.open_now(db.session, at=at, limit=ROWS), at=at))
