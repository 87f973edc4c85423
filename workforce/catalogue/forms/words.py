"""What people read for the words of this feature."""

from flask_babel import gettext, lazy_pgettext
from flask_babel import lazy_gettext as _

from ...i18n.languages import LANGUAGES
from ..models import Audience, CourseKind, CourseState, FeeKind, MaterialState, Mode
from ..queries.texts import Holder
from ..rules.files import SHORT
from ..rules.materials import KIND_NAMES
from ..rules.stages import Stage

STAGES = {
    Stage.DRAFT: _("Draft"),
    Stage.UPCOMING: _("Opens later"),
    Stage.OPEN: lazy_pgettext("cohort", "Open"),
    Stage.CLOSED: lazy_pgettext("cohort", "Closed"),
    Stage.RUNNING: _("Running"),
    Stage.OVER: _("Over"),
    Stage.CANCELLED: lazy_pgettext("course", "Cancelled"),
}
STAGE_TONES = {
    Stage.DRAFT: "few",
    Stage.UPCOMING: "wait",
    Stage.OPEN: "good",
    Stage.CLOSED: "quiet",
    Stage.RUNNING: "good",
    Stage.OVER: "quiet",
    Stage.CANCELLED: "bad",
}
COURSE_STATES = {
    CourseState.DRAFT: _("Draft"),
    CourseState.PUBLISHED: lazy_pgettext("course", "Published"),
    CourseState.CANCELLED: lazy_pgettext("course", "Cancelled"),
}
COURSE_TONES = {CourseState.DRAFT: "few", CourseState.PUBLISHED: "good", CourseState.CANCELLED: "bad"}
KINDS = {
    CourseKind.INITIAL_TRAINING: _("Initial training (130 hours)"),
    CourseKind.LIFE_SUPPORT_TRAINING: _("Life support training (59 hours)"),
    CourseKind.INTRODUCTORY_TRAINING: _("Introductory training (21 hours)"),
    CourseKind.PRACTITIONER_TRAINING: _("Practitioner training (450 hours)"),
    CourseKind.CERTIFIED_HELPER: _("Certified helper of the city"),
    CourseKind.DEMENTIA_BASIC: _("Basic dementia training"),
    CourseKind.WORKSHOP: _("Workshop"),
    CourseKind.EXPERIENCE: _("Trying out care work"),
    CourseKind.REFRESHER: _("Refresher"),
    CourseKind.OTHER: _("Something else"),
}
AUDIENCES = {
    Audience.YOUNG_PEOPLE: _("Young people"),
    Audience.CAREER_CHANGERS: _("Career changers"),
    Audience.FOREIGN_WORKERS: _("People from abroad"),
    Audience.CARE_STAFF: _("Care staff"),
    Audience.RETURNING_NURSES: _("Nurses coming back"),
    Audience.CERTIFIED_HELPERS: _("Certified helpers"),
    Audience.VOLUNTEERS: _("Volunteers"),
}
MODES = {
    Mode.LECTURE: _("Lecture"),
    Mode.EXERCISE: _("Exercise"),
    Mode.PRACTICAL: _("Practice outside the classroom"),
}
FEES = {
    FeeKind.TUITION: _("Tuition, in yen with tax"),
    FeeKind.TEXTBOOK: _("Textbook, in yen with tax"),
    FeeKind.INSURANCE: _("Insurance, in yen"),
}
FEE_NAMES = {
    FeeKind.TUITION: _("Tuition"),
    FeeKind.TEXTBOOK: _("Textbook"),
    FeeKind.INSURANCE: _("Insurance"),
}
MATERIAL_STATES = {
    MaterialState.SHOWN: lazy_pgettext("file", "Shown"),
    MaterialState.WITHDRAWN: lazy_pgettext("file", "Withdrawn"),
}
HOLDERS = {
    Holder.COURSE: _("Course"),
    Holder.AUDIENCE: _("For whom"),
    Holder.SUBJECT: _("Subject or item"),
    Holder.COHORT: _("Cohort"),
    Holder.PLACE: _("Place"),
    Holder.MATERIAL: _("File of a course"),
}
FIELDS = {
    "title": lazy_pgettext("course", "Title"),
    "summary": _("One line for lists"),
    "description": _("Description"),
    "conditions": _("What else people must be or have"),
    "note": _("Note for visitors"),
    "name": lazy_pgettext("place", "Name"),
    "access": _("How to get there"),
}


def language_names(codes) -> str:
    """Each by its own name: 日本語, Tiếng Việt."""
    return gettext(", ").join(LANGUAGES[code].name for code in codes if code in LANGUAGES)


def add_filters(app):
    """What templates of every feature may say about courses and cohorts."""
    app.jinja_env.filters.update(
        stage_word=lambda stage: STAGES[Stage(stage)],
        stage_tone=lambda stage: STAGE_TONES[Stage(stage)],
        course_state_word=lambda state: COURSE_STATES[CourseState(state)],
        course_state_tone=lambda state: COURSE_TONES[CourseState(state)],
        kind_word=lambda kind: KINDS[CourseKind(kind)],
        audience_word=lambda audience: AUDIENCES[Audience(audience)],
        mode_word=lambda mode: MODES[Mode(mode)],
        fee_name=lambda kind: FEE_NAMES[FeeKind(kind)],
        holder_word=lambda holder: HOLDERS[holder],
        material_kind_word=lambda kind: KIND_NAMES[kind],
        material_state_word=lambda state: MATERIAL_STATES[state],
        file_word=lambda kind: SHORT[kind],
        language_names=language_names,
    )
