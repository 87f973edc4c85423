"""The questions that exist. The texts are English msgids, spoken in the language of whoever reads them."""

from flask_babel import lazy_gettext as _

from .professions import EXPERIENCES, PROFESSIONS
from .questions import YES_OR_NO, Asking, Choice, Keep, Kind, Question, by_key

# What staff choose from for a course, in no particular order: the course says which and in what order.
QUESTIONS = by_key(
    (
        Question(
            "motivation",
            Kind.LONG_TEXT,
            _("Why would you like to take this course?"),
            _("So that the instructors know who is coming. There is no right answer, and one sentence is enough."),
            Keep.YEAR,
            required=True,
            own_page=True,
        ),
        Question(
            "how_found",
            Kind.ONE_OF,
            _("How did you hear of this course?"),
            _("So that we know where it is worth telling people."),
            Keep.YEAR,
            choices=(
                Choice("bulletin", _("City bulletin")),
                Choice("leaflet", _("Leaflet or poster")),
                Choice("website", _("This website")),
                Choice("social_media", _("Social media")),
                Choice("friend", _("Family or friends")),
                Choice("school", _("School")),
                Choice("work", _("Where I work")),
                Choice("employment_office", _("Employment office (Hello Work)")),
                Choice("other", _("Somewhere else")),
            ),
        ),
        Question(
            "residency_tie",
            Kind.ONE_OF,
            _("Do you live, work or study in the city?"),
            _(
                "Some courses are paid for by the city, and in some of them a part of the seats is first for people of "
                "the city. Choose the first that is true for you."
            ),
            Keep.RECORDS,
            choices=(
                Choice("lives", _("I live in the city")),
                Choice("works", _("I work in the city")),
                Choice("studies", _("I go to school in the city")),
                Choice("none", _("None of these")),
            ),
            required=True,
        ),
        Question(
            "japanese_level",
            Kind.ONE_OF,
            _("How well do you understand Japanese?"),
            _("So that we prepare the right help. It does not decide whether you may join."),
            Keep.COURSE,
            choices=(
                Choice("first_language", _("It is my first language, or nearly so")),
                Choice("n1_n2", _("I can follow news and long talks (about N1 or N2)")),
                Choice("n3", _("I manage daily life (about N3)")),
                Choice("n4", _("I can have simple conversations (about N4)")),
                Choice("n5", _("I know some words and phrases (about N5)")),
                Choice("none", _("I am only beginning")),
            ),
            required=True,
        ),
        Question(
            "work_now",
            Kind.ONE_OF,
            _("What do you do now?"),
            _("So that we can tell you about subsidies and work that fit you."),
            Keep.YEAR,
            choices=(
                Choice("care", _("I work in care or nursing")),
                Choice("other_work", _("I do other work")),
                Choice("looking", _("I am looking for work")),
                Choice("school", _("I go to school")),
                Choice("home", _("I am at home or retired")),
            ),
        ),
        Question(
            "qualification_held",
            Kind.SEVERAL_OF,
            _("Which qualifications do you have?"),
            _("With some of them you may leave out parts of the course. We ask to see the certificate later."),
            Keep.RECORDS,
            choices=(
                Choice("initial_training", _("Care worker initial training (130 hours)")),
                Choice("practitioner_training", _("Practitioner training (450 hours)")),
                Choice("home_helper", _("Home helper, grade 1 or 2")),
                Choice("certified_helper", _("Helper certified by the city")),
                Choice("care_worker", _("Certified care worker")),
                Choice("nurse", _("Nurse or assistant nurse")),
                Choice("other", _("Another one in care, health or welfare")),
            ),
            hint=_("Choose all that you have. If you have none, go on."),
        ),
        Question(
            "workplace",
            Kind.TEXT,
            _("Where do you work in care?"),
            _("So that we can speak with your employer about the dates, if you wish."),
            Keep.YEAR,
            hint=_("The name of the office or facility. Leave it empty if you do not work in care."),
        ),
        Question(
            "profession",
            Kind.ONE_OF,
            _("What is your profession?"),
            _("So that people of different professions sit at each table. Choose what you do now, or will do next."),
            Keep.YEAR,
            choices=tuple(Choice(one.value, words) for one, words in PROFESSIONS.items()),
        ),
        Question(
            "experience",
            Kind.ONE_OF,
            _("How long have you done this work?"),
            _("So that new and experienced people sit together."),
            Keep.YEAR,
            choices=tuple(Choice(one.value, words) for one, words in EXPERIENCES.items()),
        ),
        Question(
            "plan_after",
            Kind.LONG_TEXT,
            _("What will you do with what you learn in this course?"),
            _(
                "Two people read the answer without your name and give points for it. What they look for stands on the "
                "page of the course."
            ),
            Keep.YEAR,
            hint=_("Please do not write your name or where you work."),
            required=True,
            own_page=True,
            decides=True,
        ),
        Question(
            "done_before",
            Kind.LONG_TEXT,
            _("What have you done so far that fits this course?"),
            _(
                "Two people read the answer without your name and give points for it. What they look for stands on the "
                "page of the course."
            ),
            Keep.YEAR,
            hint=_(
                "Work, volunteering, care in the family, other courses: everything counts. Please do not write your "
                "name or where you work."
            ),
            required=True,
            own_page=True,
            decides=True,
        ),
        Question(
            "photo_consent",
            Kind.YES_NO,
            _("May we use photographs of the lessons in which you can be seen?"),
            _("For our website and the city bulletin. If you say no, nobody will take your picture."),
            Keep.WITHDRAWN,
            required=True,
        ),
        Question(
            "news_consent",
            Kind.YES_NO,
            _("May we write to you about other courses and about work in care?"),
            _("A few times a year. You can stop it at any time."),
            Keep.WITHDRAWN,
            required=True,
        ),
    )
)


def has_childcare(asking: Asking) -> bool:
    return asking.childcare


def is_on_site(asking: Asking) -> bool:
    return not asking.online


# Asked of everybody, and read only by the people who prepare the help.
NEEDS = by_key(
    (
        Question(
            "needs",
            Kind.SEVERAL_OF,
            _("Which help do you need?"),
            _("Only the staff who prepare your course read this. It does not decide whether you may join."),
            Keep.COURSE,
            choices=(
                Choice("interpreter", _("An interpreter, or explanations in my language")),
                Choice("step_free", _("A way without steps, or a place for a wheelchair"), is_on_site),
                Choice("childcare", _("Childcare during the lessons"), has_childcare),
                Choice("large_print", _("Papers in large print")),
                Choice("hearing", _("Help with hearing: captions, sign language or a front seat")),
                Choice("food", _("Food: halal, vegetarian or allergies"), is_on_site),
            ),
            sensitive=True,
        ),
        Question(
            "needs_words",
            Kind.LONG_TEXT,
            _("What else should we know to help you?"),
            _("For example your language, your child's age, or what you cannot eat."),
            Keep.COURSE,
            sensitive=True,
        ),
    )
)

# Not chosen by staff: it follows from the course.
HAS_REQUIRED = Question(
    "has_required",
    Kind.YES_NO,
    _("Have you finished one of these courses: %(courses)s?"),
    _("This course builds on it. Please bring the certificate on the first day."),
    Keep.RECORDS,
    required=True,
    condition=lambda asking: bool(asking.required),
)

AGREED = "consent"
"""Kept among the answers, but no question: that what was sent may be used, in the words that stood there."""

EVERYTHING = by_key((HAS_REQUIRED, *QUESTIONS.values(), *NEEDS.values()))


def asked_in(asking: Asking) -> list[Question]:
    """The questions about the course, in the order of the course; keys that no longer exist are passed over."""
    chosen = [QUESTIONS[key] for key in asking.keys if key in QUESTIONS]
    return [question for question in (HAS_REQUIRED, *chosen) if question.condition(asking)]


def in_words(key: str, answer) -> str:
    """A kept answer for somebody who reads it now: in their language where the catalogue still knows the choice."""
    if key == AGREED:
        return str(YES_OR_NO[0].label)
    question = EVERYTHING.get(key)
    if question and "said" in answer:
        return question.said(answer["value"])
    return str(answer.get("said", answer["value"]))
