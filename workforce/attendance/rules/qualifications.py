"""What somebody may have completed before."""

from enum import StrEnum

from flask_babel import lazy_gettext as _


class Qualification(StrEnum):
    INITIAL_TRAINING = "initial_training"
    HELPER_2 = "helper_2"
    LIFE_SUPPORT_TRAINING = "life_support_training"
    INTRODUCTORY_TRAINING = "introductory_training"
    OTHER = "other"


QUALIFICATIONS = {
    Qualification.INITIAL_TRAINING: _("Initial training completed"),
    Qualification.HELPER_2: _("Home helper, class 2"),
    Qualification.LIFE_SUPPORT_TRAINING: _("Life support training completed"),
    Qualification.INTRODUCTORY_TRAINING: _("Introductory training completed"),
    Qualification.OTHER: _("Another licence or certificate"),
}
