"""Administrators set a rule that differs by place: the first press shows what it means, the second sets it."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import policies
from ...database import db
from ...i18n.formats import day
from ...web import render


def rule_page(template, of, form, at, examples=lambda rule, at: (), *, done=None, **more):
    """The first press shows what the rule means, the second sets it. `examples(rule, at)`: sentences; `done`: the
    address one comes back to, if it is not that of all rules; `more`: what the template needs besides.
    """
    rule, is_set = explained(of, form, at)
    if is_set:
        return redirect(done or url_for("desk.policies"), 303)
    form.add_spare_rows()
    said = {"meaning": of.words(rule), "examples": list(examples(rule, at))} if rule else {"meaning": None}
    return render(template, form=form, kind=of, **said, **more)


def explained(of, form, at):
    """(the rule that the form holds or None, whether it is set now): nobody sets what the page has not explained."""
    if not form.done(lambda: checked(of, form, at)):
        return None, False
    rule = form.result
    is_read = "save" in request.form and form.previewed.data == form.fingerprint
    if is_read and form.done(lambda: save(of, form, at)):
        flash(_("The rule counts from %(day)s on.", day=day(form.from_day.data)))
        return rule, True
    form.previewed.data = form.fingerprint
    return rule, False


def checked(of, form, at):
    """The rule that would be set. Raises what `policies.set_rule` would."""
    rule = of.read(form.values())
    policies.refuse(of, rule, from_day=form.from_day.data, source=form.source.data, at=at)
    return rule


def save(of, form, at):
    given = {"from_day": form.from_day.data, "values": form.values(), "source": form.source.data}
    return policies.set_rule(db.session, of, **given, by=current_user, at=at)
