"""The form, one question a page. Every page is saved as it is sent, and can be left, reloaded and returned to."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from ...access import public
from ...catalogue.rules import stages
from ...forms import is_pressed
from ...web import render, render_around
from ..rules import steps
from ..rules.questions import KEPT
from ..rules.words import STEP_TITLES
from . import views
from .begun import Begun, begun
from .elsewhere import elsewhere
from .holding import open_first

TEMPLATES = {"name": "name", "birth": "birth", "contact": "contact", "guardian": "guardian", "needs": "needs"}


@views.route("/cohorts/<code>/enrol", methods=["GET", "POST"])
@public
def start(code):
    return answer(code, steps.FIRST)


@views.route("/cohorts/<code>/enrol/<step>", methods=["GET", "POST"])
@public
def step(code, step):
    return answer(code, step)


def answer(code, step):
    filled = begun(code) or abort(404)
    if step not in filled.steps or step == steps.REVIEW:
        return unknown(filled, step)
    if is_pressed() and not filled.receipt and not stages.is_open(filled.cohort, filled.at):
        form = filled.form(step)
        filled.keep_refused(step, form, is_good=form.validate_on_submit())  # for another date
    if way := elsewhere(filled):
        return way
    if request.method == "POST":
        return take(filled, step)
    if is_ahead(filled, step):
        return back_to_where_it_stopped(filled)
    if step not in filled.answers:
        return show_untouched(filled, step)
    form = filled.form(step)
    if "check" in request.args:
        form.validate()
    return show(filled, step, form)


def unknown(filled: Begun, step):
    """Whoever corrected their birth date needs no guardian any more: an old page leads on. Other pages do not exist."""
    if step != "guardian":
        abort(404)
    return redirect(address(filled, steps.onward(filled.steps, filled.answers)), 303)


def take(filled: Begun, step):
    """What was sent for `step`: kept whatever it is; if it is good, the next page."""
    form = filled.form(step)
    is_good = form.validate_on_submit()
    if is_pressed() and "later" in request.form:
        filled.keep(step, form, is_good=is_good)
        return redirect(url_for(".later", code=filled.cohort.code), 303)
    if is_good:
        filled.keep(step, form, is_good=True)
        return redirect(onward(filled, step), 303)
    if is_pressed():
        filled.keep_refused(step, form)
    elif not form.has_errors:
        filled.keep(step, form, is_good=False)
        form.draft.data = filled.token()
    return show(filled, step, form)


def onward(filled: Begun, step):
    answers = filled.answers | {step: {"good": True}}
    return address(filled, steps.onward(filled.steps, answers))


def is_ahead(filled: Begun, step):
    """A page before this one has no good answer yet."""
    return filled.steps.index(step) > filled.steps.index(steps.onward(filled.steps, filled.answers))


def back_to_where_it_stopped(filled: Begun):
    if not filled.answers:
        flash(_("Your form is not open on this device. Begin here, or go on with the code that you wrote down."))
    return redirect(address(filled, steps.onward(filled.steps, filled.answers)), 303)


def address(filled: Begun, step, **how):
    code = filled.cohort.code
    if step == steps.FIRST:
        return url_for(".start", code=code, **how)
    if step == steps.REVIEW:
        return url_for(".review", code=code, **how)
    return url_for(".step", code=code, step=step, **how)


def show(filled: Begun, step, form):
    return render(template_of(step), **shown(filled, step, form))


def show_untouched(filled: Begun, step):
    """Nothing was written here yet: the page differs from anybody else's only in its tokens."""

    def values(csrf, draft):
        form = filled.form(step)
        form.draft.data = draft
        return shown(filled, step, form) | {"csrf_token": lambda: csrf}

    if filled.draft is None:
        open_first(filled.cohort.code, filled.key, filled.short)
    tokens = {"csrf": generate_csrf(), "draft": filled.token()}
    return render_around(template_of(step), values, tokens, shows=(filled.cohort, step, filled.is_minor))


def template_of(step):
    return f"enrolment/{TEMPLATES.get(step, 'questions')}.html"


def shown(filled: Begun, step, form):
    """What every page of the form shows."""
    before = steps.before(filled.steps, step)
    return {
        "form": form,
        "cohort": filled.cohort,
        "title": getattr(form, "heading", None) or STEP_TITLES[step],
        "action": address(filled, step),
        "number": filled.steps.index(step) + 1,
        "total": len(filled.steps),
        "back": address(filled, before) if before else None,
        "kept": KEPT,
    }
