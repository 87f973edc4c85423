"""Why a room or equipment cannot be had, as staff are told. Each names the first that stands in the way."""

from typing import NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...i18n.formats import hours, short_day
from ...refusals import Refused


class Instead(NamedTuple):
    """What could be had: `value` is what the form of the session sends for it, `words` say it."""

    value: str
    words: str


class RoomRefused(Refused):
    """`alternatives`: up to three Instead. `can_be_confirmed`: who knows better may say so."""

    field = "booked"
    can_be_confirmed = False

    def __init__(self, **values):
        super().__init__(**values)
        self.alternatives: list[Instead] = []


def when(span) -> str:
    return f"{short_day(span.begins_at)} {hours(span.begins_at, span.ends_at)}"


class RoomTaken(RoomRefused):
    """Raised with `room` and `taken`, the first booking that is in the way."""

    def text(self):
        taken = self.values["taken"]
        said = {"room": self.values["room"], "when": when(taken)}
        if taken.code:
            return gettext(
                "%(room)s is taken on %(when)s by cohort %(code)s, with setting up and clearing.",
                code=taken.code,
                **said,
            )
        return gettext("%(room)s is taken on %(when)s: %(purpose)s", purpose=taken.purpose, **said)


class RoomShut(RoomRefused):
    """Raised with `room`, `day` and `reason`."""

    def text(self):
        said = {"room": self.values["room"], "day": short_day(self.values["day"]), "reason": self.values["reason"]}
        return gettext("%(room)s is shut on %(day)s: %(reason)s", **said)


class OutsideHours(RoomRefused):
    """Raised with `room`, `span`, and `open`, the hours of that day, or None where it is shut then."""

    def text(self):
        span, opening = self.values["span"], self.values["open"]
        said = {"room": self.values["room"], "when": when(span)}
        if opening is None:
            return gettext("%(room)s is not open on that weekday. You asked for %(when)s.", **said)
        return gettext(
            "%(room)s is open from %(opens)s to %(closes)s."
            " With setting up and clearing, this session needs it for %(when)s.",
            opens=f"{opening.opens:%H:%M}",
            closes=f"{opening.closes:%H:%M}",
            **said,
        )


class TooSmall(RoomRefused):
    """Raised with `room`, `seats`, `capacity`."""

    can_be_confirmed = True
    message = _(
        "%(room)s has %(seats)s seats in this layout, and the cohort takes %(capacity)s people."
        " Choose another, or tick the box below if fewer will come."
    )


class NotHere(RoomRefused):
    message = _("This room is not at the place of this cohort, or it is not used any more. Choose another.")


class NoEquipmentOnline(Refused):
    message = _("This session is online: nothing can be brought there. Take it off line first, or write 0.")


class EquipmentShort(Refused):
    """Raised with `kind` (words), `there`, `free`, and `users`: bookings at that time, the first first."""

    def text(self):
        users = self.values["users"]
        said = {"kind": self.values["kind"], "free": self.values["free"]}
        short = ngettext(
            "%(kind)s: there is %(num)s, and %(free)s of it free at that time.",
            "%(kind)s: there are %(num)s, and %(free)s of them free at that time.",
            self.values["there"],
            **said,
        )
        return " ".join([short, *(had(one) for one in users)])


def had(one) -> str:
    return gettext("%(code)s has %(quantity)s on %(when)s.", code=one.code, quantity=one.quantity, when=when(one))


class FewerThanBooked(Refused):
    """Raised with `kind` (words) and `users`: those who have the most at once."""

    def text(self):
        first = gettext("%(kind)s: more than that are booked already.", kind=self.values["kind"])
        return " ".join([first, *(had(one) for one in self.values["users"])])
