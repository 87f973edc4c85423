"""What somebody who teaches has, in words."""

from datetime import date

from flask_babel import gettext, ngettext

from .licences import FIELDS, LICENCES, Field
from .standing import Held


def held_words(held: Held, on: date) -> str:
    """What somebody has on that day, in one line."""
    licences = [str(LICENCES[kind]) for kind in held.kinds(on)]
    years = [years_in(field, count) for field, count in held.fields(on).items()]
    return gettext(", ").join([*(licences or [gettext("no licence on file")]), *years])


def years_words(held: Held, on: date) -> str:
    return gettext(", ").join(years_in(field, count) for field, count in held.fields(on).items())


def years_in(field: Field, count: int) -> str:
    return ngettext(
        "%(num)s year of practice in %(field)s",
        "%(num)s years of practice in %(field)s",
        count,
        field=FIELDS[field],
    )
