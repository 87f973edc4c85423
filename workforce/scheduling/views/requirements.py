"""Who may teach what: a page for each course that says it, and the form in which administrators set it."""

from flask import abort, url_for
from flask_babel import gettext as _

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.models import Course
from ...catalogue.queries.courses import course_page
from ...catalogue.queries.places import every_place
from ...catalogue.views.rules import rule_page
from ...database import db
from ...i18n.formats import short_day
from ...i18n.wording import plain
from ...web import render
from ..forms.requirements import AskingForm, ItemForm, LimitsForm, RatioForm, RequirementForm, TravelForm
from ..queries import breaking
from ..queries import requirements as queries
from ..rules import requirements as rules
from ..rules.answering import ASKING
from ..rules.days import LIMITS, TRAVEL
from ..rules.held_words import held_words
from ..rules.ratio import RATIO
from ..rules.reach import asks
from ..rules.requirements import Subject
from . import views

NAMED = 5
"""So many of those who could teach no more are named."""


@views.get("/staff/policies/teachers")
@requires(Permission.DESK_USE)
def teaching_rules():
    today, known = clock.today(clock.now()), queries.requirements(db.session)
    every = queries.courses(db.session)
    return render(
        "scheduling/rules.html",
        asking=[course for course in every if asks(known, course, today)],
        open=[course for course in every if not asks(known, course, today)],
    )


@views.get("/staff/policies/teachers/<slug>")
@requires(Permission.DESK_USE)
def course_rules(slug):
    return render("scheduling/course_rules.html", course=load(slug), today=clock.today(clock.now()), **known())


def load(slug):
    return course_page(db.session, slug) or abort(404)


def known():
    return {"rules": queries.requirements(db.session), "words": rules.words, "Subject": Subject}


@views.route("/staff/policies/teachers/<slug>/<int:number>", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_subject_rule(slug, number):
    course = load(slug)
    subject = next((one for one in course.subjects if one.number == number), None) or abort(404)
    title = _("Who may teach %(number)s. %(subject)s", number=number, subject=plain(subject.title))
    return set_rule(course, Subject(course.id, course.kind, number), title, RequirementForm)


@views.route("/staff/policies/teachers/<slug>/<int:number>/<int:item_number>", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_item_rule(slug, number, item_number):
    course = load(slug)
    items = (item for subject in course.subjects if subject.number == number for item in subject.items)
    item = next((one for one in items if one.number == item_number), None) or abort(404)
    name = f"{number}-{item_number}"
    title = _("Who may teach %(number)s. %(subject)s", number=name, subject=plain(item.title))
    return set_rule(course, Subject(course.id, course.kind, number, item_number), title, ItemForm)


def set_rule(course: Course, subject: Subject, title: str, made):
    at = clock.now()
    of = rules.kind_of(subject, title)
    now = policies.current(db.session, of, at=at)
    form = made(data={"from_day": clock.today(at)} | made.beginning(now))
    back = url_for(".course_rules", slug=course.slug)
    values = {"course": course, "back": back}
    return rule_page("scheduling/requirement_form.html", of, form, at, examples(form, subject), done=back, **values)


def examples(form, subject):
    """Who could teach no more what they are named for."""

    def said(rule, at):
        broken = breaking.on_list(breaking.by_rule(db.session, subject, rule, from_day=form.from_day.data, at=at))
        if not broken:
            yield _("Everybody who is named for a session to come may teach it by this rule as well.")
        for one in broken[:NAMED]:
            yield _(
                "%(name)s is named for %(code)s on %(day)s and could not teach it: %(has)s.",
                name=one.name,
                code=one.part.code,
                day=short_day(one.part.day),
                has=held_words(one.has, one.part.day),
            )
        if len(broken) > NAMED:
            yield _("And %(num)s sessions more.", num=len(broken) - NAMED)

    return said


@views.route("/staff/policies/teaching-travel", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_travel():
    at = clock.now()
    now = policies.current(db.session, TRAVEL, at=at)
    form = TravelForm(data={"from_day": clock.today(at)} | TravelForm.beginning(now))
    form.offer([(place.id, plain(place.name)) for place in every_place(db.session)])
    return rule_page("scheduling/travel_form.html", TRAVEL, form, at)


@views.route("/staff/policies/teaching-limits", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_limits():
    at = clock.now()
    now = policies.current(db.session, LIMITS, at=at)
    form = LimitsForm(data={"from_day": clock.today(at)} | LimitsForm.beginning(now))
    return rule_page("scheduling/limits_form.html", LIMITS, form, at)


@views.route("/staff/policies/teaching-requests", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_asking():
    at = clock.now()
    now = policies.current(db.session, ASKING, at=at)
    form = AskingForm(data={"from_day": clock.today(at)} | AskingForm.beginning(now))
    return rule_page("scheduling/asking_form.html", ASKING, form, at)


@views.route("/staff/policies/trainees-per-instructor", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_ratio():
    at = clock.now()
    now = policies.current(db.session, RATIO, at=at)
    form = RatioForm(data={"from_day": clock.today(at)} | RatioForm.beginning(now))
    return rule_page("scheduling/ratio_form.html", RATIO, form, at)
