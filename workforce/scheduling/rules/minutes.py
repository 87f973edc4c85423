"""How long a room is set up before a session and cleared after it, unless the room says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused

LONGEST = 240


class MinutesOutOfRange(Refused):
    message = _("Give at most 240 minutes for setting up, and as many for clearing.")
    field = "setup"


@dataclass(frozen=True)
class RoomMinutes:
    setup: int
    clearing: int


def read(values: dict[str, Any]) -> RoomMinutes:
    return RoomMinutes(values["setup"], values["clearing"])


def check(rule: RoomMinutes):
    if not (0 <= rule.setup <= LONGEST and 0 <= rule.clearing <= LONGEST):
        raise MinutesOutOfRange


def words(rule: RoomMinutes) -> Sequence[str]:
    return [
        gettext(
            "A session takes its room %(setup)s minutes before it begins and until %(clearing)s minutes after its end.",
            setup=rule.setup,
            clearing=rule.clearing,
        ),
        gettext("A room that names minutes of its own keeps to those. What is booked already stays as it is."),
    ]


ROOM_MINUTES = policies.kind(
    "room_minutes",
    _("Setting up and clearing rooms"),
    read=read,
    words=words,
    shipped={"setup": 20, "clearing": 20},
    source="決まった数字はありません。準備20分・片付け20分は計画のための目安です。部屋ごとに変えられます。",
    check=check,
)
