"""The addresses of this feature, one module a noun."""

from flask import Blueprint

from .hours_words import ASSESSMENTS, CREDIT_SOURCES, SOURCES, VERDICT_TONES, VERDICTS, qualification_words

views = Blueprint("attendance", __name__, url_prefix="/<language:language>")

from . import (  # noqa: E402
    absences,
    books,
    cards,
    check_in,
    deciding,
    exemptions,
    hours_told,
    lessons,
    making_up,
    making_up_rule,
    overrides,
    own,
    own_hours,
    papers,
    policies,
    progress,
    results,
    rolls,
    staff_hours,
    staff_making_up,
    told,
    what_if,
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
    app.add_url_rule("/worker.js", endpoint="attendance.worker", view_func=rolls.worker)


__all__ = [
    "absences",
    "books",
    "cards",
    "check_in",
    "deciding",
    "exemptions",
    "hours_told",
    "lessons",
    "making_up",
    "making_up_rule",
    "overrides",
    "own",
    "own_hours",
    "papers",
    "policies",
    "progress",
    "register",
    "results",
    "rolls",
    "staff_hours",
    "staff_making_up",
    "told",
    "views",
    "what_if",
]
