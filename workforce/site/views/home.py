"""The first page."""

from ... import clock
from ...access import public
from ...catalogue.models import Audience
from ...database import reading
from ...web import keep, render_same
from ..queries import offers
from . import rows, views, words

ROWS = 8
QUIET_DOORS = (Audience.CARE_STAFF, Audience.RETURNING_NURSES, Audience.CERTIFIED_HELPERS, Audience.VOLUNTEERS)


@views.get("/")
@public
@keep
def home():
    at = clock.now()
    with reading() as database:
        found = offers.open_now(database, at=at, limit=ROWS)
    more = tuple((each.value, words.audience(each)) for each in QUIET_DOORS)
    return render_same("site/home.html", rows=rows.in_words(found, at=at), more=more)
