"""The addresses of this feature, one module a noun."""

from flask import Blueprint

from .hours_words import ASSESSMENTS, CREDIT_SOURCES, SOURCES, VERDICT_TONES, VERDICTS, qualification_words

views = Blueprint("attendance", __name__, url_prefix="/<language:language>")

from . import (  # noqa: E402
    exemptions,
    hours_told,
    lessons,
    overrides,
    own_hours,
    results,
    rolls,
    staff_hours,
    told,
)


def register(app):
    app.jinja_env.filters.update(
        source_word=lambda source: SOURCES[source],
        credit_word=lambda source: CREDIT_SOURCES[source],
        assessment_word=lambda kind: ASSESSMENTS[kind],
        verdict_word=lambda verdict: VERDICTS[verdict],
        verdict_tone=lambda verdict: VERDICT_TONES[verdict],
        qualification_word=qualification_words,
    )
    app.register_blueprint(views)


__all__ = [
    "exemptions",
    "hours_told",
    "lessons",
    "overrides",
    "own_hours",
    "register",
    "results",
    "rolls",
    "staff_hours",
    "told",
    "views",
]
