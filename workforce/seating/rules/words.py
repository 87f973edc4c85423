"""Professions as others name them: on the page of the tables, and on a card."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from ...enrolment.rules.professions import Profession
from .scoring import Criterion

PROFESSIONS = {
    Profession.CARE: lazy_pgettext("profession", "Care"),
    Profession.CARE_MANAGER: lazy_pgettext("profession", "Care manager"),
    Profession.NURSE: lazy_pgettext("profession", "Nursing"),
    Profession.DOCTOR: lazy_pgettext("profession", "Doctor"),
    Profession.DENTIST: lazy_pgettext("profession", "Dentistry"),
    Profession.PHARMACIST: lazy_pgettext("profession", "Pharmacist"),
    Profession.THERAPIST: lazy_pgettext("profession", "Therapist"),
    Profession.SOCIAL_WORKER: lazy_pgettext("profession", "Social work"),
    Profession.DIETITIAN: lazy_pgettext("profession", "Dietitian"),
    Profession.OFFICIAL: lazy_pgettext("profession", "Public administration"),
    Profession.RESIDENT: lazy_pgettext("profession", "Resident"),
    Profession.OTHER: lazy_pgettext("profession", "Other"),
}
ON_CARD = {
    Profession.CARE: "介護職",
    Profession.CARE_MANAGER: "ケアマネジャー",
    Profession.NURSE: "看護職",
    Profession.DOCTOR: "医師",
    Profession.DENTIST: "歯科",
    Profession.PHARMACIST: "薬剤師",
    Profession.THERAPIST: "リハビリ職",
    Profession.SOCIAL_WORKER: "相談員",
    Profession.DIETITIAN: "栄養士",
    Profession.OFFICIAL: "行政",
    Profession.RESIDENT: "住民",
}
"""In Japanese, as the whole table reads it; OTHER stands on no card."""
CRITERIA = {
    Criterion.PROFESSIONS: _("Professions"),
    Criterion.EMPLOYERS: _("Employers"),
    Criterion.EXPERIENCE: _("Experience"),
    Criterion.LANGUAGES: _("Languages"),
    Criterion.HELP: _("Help with a language"),
    Criterion.EVEN: _("Even tables"),
}
