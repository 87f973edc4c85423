"""A choice of where to make something up, in words: when and how far it is, what it gives, and what its day gives."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ...i18n.formats import duration, hours
from ...i18n.wording import plain


def why(option):
    """Why a choice stands where it does: how long to wait, and whether it means another journey."""
    when = ngettext("in %(num)s day", "in %(num)s days", option.days) if option.days else _("today")
    return _("%(when)s, %(how)s", when=when, how=how(option))


def how(option):
    if option.is_booked:
        return _("with the seat that is booked there already")
    if option.is_journey:
        return _("one journey more")
    if option.is_there_anyway:
        return _("on a day on which you are there anyway")
    return _("online, without a journey")


def gives(option, item, missing, items):
    """What a choice for `item` gives, in sentences. `missing`: minutes of it; `items`: {item id: Item}."""
    if item in option.left:
        yield _("%(given)s of %(missing)s", given=duration(option.minutes[item]), missing=duration(missing))
    for other in in_order(option.minutes, items):
        if other != item:
            yield also(option, items[other])
    for further in option.same_day:
        yield from that_day(option, further, item, items)


def that_day(option, further, item, items):
    """What another session of the same day gives of what is left."""
    when = hours(further.seat.starts_at, further.seat.ends_at)
    if item in option.left and item in further.minutes:
        yield _("On the same day, %(hours)s, you can have more of it", hours=when)
    others = [one for one in in_order(further.minutes, items) if one in option.left and one != item]
    if others:
        parts = _(", ").join(titled(items[one]) for one in others)
        yield _("On the same day, %(hours)s, %(parts)s can be made up as well", hours=when, parts=parts)


def also(option, other):
    """That the same session closes another gap, or a part of it."""
    if other.id not in option.left:
        return _("It also gives all that is missing in %(part)s", part=titled(other))
    given = duration(option.minutes[other.id])
    return _("It also gives %(duration)s of what is missing in %(part)s", duration=given, part=titled(other))


def in_order(minutes, items):
    return sorted(minutes, key=lambda one: items[one].place)


def titled(item):
    return f"{item.number} {plain(item.title)}"
