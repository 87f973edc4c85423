"""What people of a workshop do, and for how long: coarse on purpose, only to seat them with others.

Source: the professions that guides of 多職種連携研修 balance at each table (chcm.umin.jp/education/ipw/guide).
"""

from enum import StrEnum

from flask_babel import lazy_gettext as _


class Profession(StrEnum):
    CARE = "care"
    CARE_MANAGER = "care_manager"
    NURSE = "nurse"
    DOCTOR = "doctor"
    DENTIST = "dentist"
    PHARMACIST = "pharmacist"
    THERAPIST = "therapist"
    SOCIAL_WORKER = "social_worker"
    DIETITIAN = "dietitian"
    OFFICIAL = "official"
    RESIDENT = "resident"
    OTHER = "other"


class Experience(StrEnum):
    FEW = "few"
    SOME = "some"
    MANY = "many"


PROFESSIONS = {
    Profession.CARE: _("I give care"),
    Profession.CARE_MANAGER: _("Care manager"),
    Profession.NURSE: _("Nurse, assistant nurse or public health nurse"),
    Profession.DOCTOR: _("Doctor"),
    Profession.DENTIST: _("Dentist or dental hygienist"),
    Profession.PHARMACIST: _("Pharmacist"),
    Profession.THERAPIST: _("Physiotherapist, occupational or speech therapist"),
    Profession.SOCIAL_WORKER: _("Social worker or adviser"),
    Profession.DIETITIAN: _("Dietitian"),
    Profession.OFFICIAL: _("I work for the city or the prefecture"),
    Profession.RESIDENT: _("Resident or volunteer"),
    Profession.OTHER: _("Something else"),
}
EXPERIENCES = {
    Experience.FEW: _("Less than 3 years"),
    Experience.SOME: _("3 to 9 years"),
    Experience.MANY: _("10 years or more"),
}
