"""What somebody may bring to a lesson: licences and posts, and the fields in which they have worked.

Source of the list: holders that prefectures accept as instructors of 介護員養成研修 (講師要件の別表).
"""

from enum import StrEnum

from flask_babel import lazy_gettext as _


class LicenceKind(StrEnum):
    """A licence, a course completed, or a post that prefectures take for one."""

    CARE_WORKER = "care_worker"
    PRACTITIONER = "practitioner"
    SOCIAL_WORKER = "social_worker"
    PSYCHIATRIC_SOCIAL_WORKER = "psychiatric_social_worker"
    CARE_MANAGER = "care_manager"
    NURSE = "nurse"
    ASSISTANT_NURSE = "assistant_nurse"
    PUBLIC_HEALTH_NURSE = "public_health_nurse"
    DOCTOR = "doctor"
    DENTIST = "dentist"
    DENTAL_HYGIENIST = "dental_hygienist"
    PHARMACIST = "pharmacist"
    PHYSIOTHERAPIST = "physiotherapist"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    SPEECH_THERAPIST = "speech_therapist"
    PSYCHOLOGIST = "psychologist"
    DIETITIAN = "dietitian"
    REGISTERED_DIETITIAN = "registered_dietitian"
    FACILITY_HEAD = "facility_head"
    PUBLIC_OFFICIAL = "public_official"
    CARE_TEACHER = "care_teacher"


class Field(StrEnum):
    """In which somebody has worked."""

    CARE = "care"
    NURSING = "nursing"
    MEDICINE = "medicine"
    REHABILITATION = "rehabilitation"
    COUNSELLING = "counselling"
    MANAGEMENT = "management"
    TEACHING = "teaching"
    ADMINISTRATION = "administration"
    OTHER = "other"


LICENCES = {
    LicenceKind.CARE_WORKER: _("Certified care worker"),
    LicenceKind.PRACTITIONER: _("Practitioner training completed"),
    LicenceKind.SOCIAL_WORKER: _("Certified social worker"),
    LicenceKind.PSYCHIATRIC_SOCIAL_WORKER: _("Mental health social worker"),
    LicenceKind.CARE_MANAGER: _("Care manager"),
    LicenceKind.NURSE: _("Nurse"),
    LicenceKind.ASSISTANT_NURSE: _("Assistant nurse"),
    LicenceKind.PUBLIC_HEALTH_NURSE: _("Public health nurse"),
    LicenceKind.DOCTOR: _("Doctor"),
    LicenceKind.DENTIST: _("Dentist"),
    LicenceKind.DENTAL_HYGIENIST: _("Dental hygienist"),
    LicenceKind.PHARMACIST: _("Pharmacist"),
    LicenceKind.PHYSIOTHERAPIST: _("Physiotherapist"),
    LicenceKind.OCCUPATIONAL_THERAPIST: _("Occupational therapist"),
    LicenceKind.SPEECH_THERAPIST: _("Speech therapist"),
    LicenceKind.PSYCHOLOGIST: _("Certified psychologist"),
    LicenceKind.DIETITIAN: _("Dietitian"),
    LicenceKind.REGISTERED_DIETITIAN: _("Registered dietitian"),
    LicenceKind.FACILITY_HEAD: _("Head of a care facility"),
    LicenceKind.PUBLIC_OFFICIAL: _("Official of a city or prefecture"),
    LicenceKind.CARE_TEACHER: _("Teacher at a school for care workers"),
}
FIELDS = {
    Field.CARE: _("care"),
    Field.NURSING: _("nursing"),
    Field.MEDICINE: _("medicine"),
    Field.REHABILITATION: _("rehabilitation"),
    Field.COUNSELLING: _("counselling and social work"),
    Field.MANAGEMENT: _("running a care facility"),
    Field.TEACHING: _("teaching"),
    Field.ADMINISTRATION: _("public administration"),
    Field.OTHER: _("something else"),
}
ON_PAPER = {
    LicenceKind.CARE_WORKER: "介護福祉士",
    LicenceKind.PRACTITIONER: "実務者研修修了者",
    LicenceKind.SOCIAL_WORKER: "社会福祉士",
    LicenceKind.PSYCHIATRIC_SOCIAL_WORKER: "精神保健福祉士",
    LicenceKind.CARE_MANAGER: "介護支援専門員",
    LicenceKind.NURSE: "看護師",
    LicenceKind.ASSISTANT_NURSE: "准看護師",
    LicenceKind.PUBLIC_HEALTH_NURSE: "保健師",
    LicenceKind.DOCTOR: "医師",
    LicenceKind.DENTIST: "歯科医師",
    LicenceKind.DENTAL_HYGIENIST: "歯科衛生士",
    LicenceKind.PHARMACIST: "薬剤師",
    LicenceKind.PHYSIOTHERAPIST: "理学療法士",
    LicenceKind.OCCUPATIONAL_THERAPIST: "作業療法士",
    LicenceKind.SPEECH_THERAPIST: "言語聴覚士",
    LicenceKind.PSYCHOLOGIST: "公認心理師",
    LicenceKind.DIETITIAN: "栄養士",
    LicenceKind.REGISTERED_DIETITIAN: "管理栄養士",
    LicenceKind.FACILITY_HEAD: "施設長",
    LicenceKind.PUBLIC_OFFICIAL: "自治体職員",
    LicenceKind.CARE_TEACHER: "介護福祉士養成施設等の教員",
}
"""As an authority reads it."""
FIELDS_ON_PAPER = {
    Field.CARE: "介護",
    Field.NURSING: "看護",
    Field.MEDICINE: "医療",
    Field.REHABILITATION: "リハビリテーション",
    Field.COUNSELLING: "相談援助",
    Field.MANAGEMENT: "施設運営",
    Field.TEACHING: "教育",
    Field.ADMINISTRATION: "行政",
    Field.OTHER: "その他",
}
