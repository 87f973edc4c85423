"""What may be allowed, in which words, and whose word counts: the newest of whoever may speak."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from ...i18n.wording import fingerprint
from ..models.consents import Purpose, Speaker

QUESTIONS = {"photo_consent": Purpose.PHOTOGRAPHS, "news_consent": Purpose.NEWS}
"""Questions of the form whose answers are consents."""

KEYS = {purpose: key for key, purpose in QUESTIONS.items()}

NAMES = {
    Purpose.TAKING_PART: _("Taking part in the course"),
    Purpose.PHOTOGRAPHS: _("Photographs"),
    Purpose.NEWS: _("Letters about other courses"),
}

ASKED = {
    Purpose.TAKING_PART: _("May your child take part in this course?"),
    Purpose.PHOTOGRAPHS: _("May we use photographs of the lessons in which your child can be seen?"),
    Purpose.NEWS: _("May we write to your child about other courses and about work in care?"),
}
"""As a guardian is asked."""

MEANS = {
    Purpose.TAKING_PART: _("Without your yes your child cannot take part."),
    Purpose.PHOTOGRAPHS: _(
        "For our website and the city bulletin. If you say no, nobody will take your child's picture. "
        "The seat does not depend on it."
    ),
    Purpose.NEWS: _("A few times a year. You can stop it at any time. The seat does not depend on it."),
}


def asked_of_guardian(questions: Iterable[str]) -> list[Purpose]:
    """Taking part, and what else the course asks for."""
    return [Purpose.TAKING_PART, *(purpose for key, purpose in QUESTIONS.items() if key in questions)]


def version(wording: str) -> str:
    return fingerprint(wording)


def allows(words: Iterable[Any], purpose: Purpose, *, is_minor: bool) -> bool | None:
    """Whether `purpose` is allowed now; None if nobody has said anything. `words`: Consents, the oldest first.

    Under 18 the guardian must have said yes and the person not no. At 18 the guardian's word ends and the person's own
    counts.
    """
    latest: dict[Speaker, bool] = {each.speaker: each.given for each in words if each.purpose is purpose}
    own, guardians = latest.get(Speaker.SELF), latest.get(Speaker.GUARDIAN)
    if not is_minor:
        return own
    if own is None and guardians is None:
        return None
    return bool(guardians) and own is not False


def of_answers(answers: Mapping[str, Any]) -> dict[Purpose, tuple[bool, str]]:
    """{purpose: (given, the words that were read)} of what was answered in the form."""
    return {
        purpose: (answers[key]["value"] == "yes", answers[key]["asked"])
        for key, purpose in QUESTIONS.items()
        if key in answers
    }
