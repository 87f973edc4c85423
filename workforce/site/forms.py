"""What comes in from visitors: the filter in the address, and a mail address for news."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired

from ..catalogue.models import Audience
from ..catalogue.queries.listing import Band, Filters
from ..forms import Form
from ..i18n.languages import LANGUAGES
from .queries.wishes import SORTS, Wishes

HELPING = set(LANGUAGES) - {"ja"}
WORDS_AT_MOST = 100
FEES = (0, 5_000, 20_000, 50_000)


def read_wishes(args) -> Wishes:
    """The wishes in the address `args` (a MultiDict). What makes no sense asks nothing."""
    return Wishes(
        words=" ".join(args.get("q", "").split())[:WORDS_AT_MOST],
        audience=one_of(Audience, args.get("audience")),
        filters=Filters(
            weekdays=frozenset(int(day) for day in args.getlist("day") if day in set("0123456")),
            bands=frozenset(Band(time) for time in args.getlist("time") if time in set(Band)),
            place_id=number(args.get("place")),
            at_most_yen=number(args.get("fee")),
            help_in=args.get("help") if args.get("help") in HELPING else None,
            childcare=bool(args.get("childcare")),
            online=bool(args.get("online")),
        ),
        sort=args.get("sort") if args.get("sort") in SORTS else SORTS[0],
    )


def one_of(kinds, text):
    return kinds(text) if text in set(kinds) else None


def number(text):
    """A whole number that a database can hold, or None."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def written(wishes: Wishes) -> dict:
    """The same wishes as address arguments; `read_wishes` reads them back."""
    filters = wishes.filters
    given = {
        "q": wishes.words,
        "audience": wishes.audience and wishes.audience.value,
        "day": sorted(filters.weekdays),
        "time": [band.value for band in Band if band in filters.bands],
        "place": filters.place_id,
        "fee": filters.at_most_yen,
        "help": filters.help_in,
        "childcare": 1 if filters.childcare else None,
        "online": 1 if filters.online else None,
        "sort": wishes.sort if wishes.sort != SORTS[0] else None,
    }
    return {name: value for name, value in given.items() if value not in (None, "", [])}


class InterestForm(Form):
    mail = StringField(_("Your mail address"), [InputRequired(_("Type your mail address."))])
