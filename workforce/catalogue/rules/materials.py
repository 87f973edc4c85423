"""What the files of a course are called, and from when on they are there."""

from collections.abc import Sequence
from datetime import date, datetime, time

from flask_babel import lazy_gettext as _

from ... import clock
from ..models import MaterialKind, MaterialState

KIND_NAMES = {
    MaterialKind.BLANK_FORM: _("Form to fill in"),
    MaterialKind.HANDOUT: _("Handout"),
    MaterialKind.TEXTBOOKS: _("List of textbooks"),
    MaterialKind.OTHER: _("Another file"),
}
MOVES = {
    ("withdraw", MaterialState.SHOWN): MaterialState.WITHDRAWN,
    ("show_again", MaterialState.WITHDRAWN): MaterialState.SHOWN,
}


def there_from(after_lesson: int | None, from_day: date | None, ends: Sequence[datetime]) -> datetime | None:
    """The instant from which on somebody whose lessons end at `ends`, in order, finds it; None: at once.

    Of a cohort with fewer lessons than that, after the last; one without lessons has nothing to wait for.
    """
    if from_day:
        return clock.instant(from_day, time.min)
    if after_lesson and ends:
        return ends[min(after_lesson, len(ends)) - 1]
    return None


def speaks(languages: Sequence[str], code: str) -> bool:
    """Whether a reader of `code` can read it; who reads easy Japanese reads it, or else Japanese, with help."""
    return code in languages or (code == "easy" and "ja" in languages)
