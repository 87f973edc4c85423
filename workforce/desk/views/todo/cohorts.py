"""What cohorts ask for: seats to give, people to find, drafts to publish, a lead."""

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext
from flask_login import current_user

from ....access import Permission, may
from ....catalogue.models import CohortState
from ....i18n.formats import day, moment
from ....i18n.wording import plain
from .groups import Item, group

SOON = timedelta(days=14)
TIME_TO_ARRANGE = timedelta(days=60)


def pressing(live, at):
    """What cannot wait. `live`: queries.cohorts.live."""
    published = [one for one in live if one.state is CohortState.PUBLISHED]
    if may(current_user, Permission.ENROLMENTS_MANAGE):
        yield free_seats([one for one in published if one.is_stuck])
    if may(current_user, Permission.NEEDS_READ):
        yield needs([one for one in published if one.needs and begins_soon(one, at)])
    yield below_minimum([one for one in published if one.missing and is_pressing(one, at)])


def preparing(live, at):
    """What whoever plans courses has to see to."""
    yield drafts([one for one in live if one.state is CohortState.DRAFT and one.opens_at < at + SOON])
    yield without_lead([one for one in live if one.lead_id is None])


def is_pressing(cohort, at):
    """Closing within two weeks, or closed and not yet begun."""
    return cohort.closes_at < at + SOON and (cohort.starts_at is None or cohort.starts_at > at)


def begins_soon(cohort, at):
    return cohort.starts_at is not None and cohort.starts_at < at + TIME_TO_ARRANGE


def needs(rows):
    return group(
        _("Needs to arrange before it begins"),
        _("What people need is arranged."),
        rows,
        lambda one: Item(
            named(one),
            ngettext("%(num)s need, %(begins)s", "%(num)s needs, %(begins)s", one.needs, begins=begins(one)),
            url_for("enrolment.cohort_needs", code=one.code),
            _("Open the list"),
        ),
    )


def free_seats(rows):
    return group(
        _("A seat is free and somebody waits"),
        _("No free seat has a waiting list."),
        rows,
        lambda one: (
            by_list(one)
            if one.is_by_list
            else Item(
                _("%(name)s is next for %(cohort)s", name=one.head_name, cohort=named(one)),
                _("%(free)s free, %(waiting)s waiting", free=one.free, waiting=one.waiting),
                url_for("enrolment.staff_confirm", receipt=one.head),
                pgettext("seat", "Confirm"),
                post=True,
            )
        ),
    )


def by_list(one):
    """Not every seat is for everybody, or people wait together, so the list says who is next."""
    return Item(
        named(one),
        _("%(free)s free, %(waiting)s waiting", free=one.free, waiting=one.waiting),
        url_for("enrolment.cohort_board", code=one.code, sort="queue"),
        _("Open the list"),
    )


def below_minimum(rows):
    return group(
        _("Too few people, and the window closes soon"),
        _("No cohort that closes soon is below its minimum."),
        rows,
        lambda one: Item(named(one), shortage(one), board(one), _("Open the list")),
    )


def shortage(one):
    return _(
        "%(missing)s below the minimum of %(minimum)s; applications until %(closes)s",
        missing=one.missing,
        minimum=one.minimum,
        closes=moment(one.closes_at),
    )


def drafts(rows):
    return group(
        _("Drafts whose window opens soon"),
        _("No draft of a cohort opens within two weeks."),
        rows,
        lambda one: Item(
            named(one),
            _("Opens on %(opens)s, not published yet", opens=moment(one.opens_at)),
            editing(one),
            _("Publish or change"),
        ),
    )


def without_lead(rows):
    return group(
        _("Cohorts without a lead"),
        _("Every cohort has a lead."),
        rows,
        lambda one: Item(named(one), begins(one), editing(one), _("Name a lead")),
        url=url_for("catalogue.staff_cohorts", without_lead="y"),
    )


def begins(one):
    return _("Begins on %(day)s", day=day(one.starts_at)) if one.starts_at else _("No sessions yet")


def named(cohort):
    return f"{plain(cohort.title)} {cohort.code}"


def board(cohort):
    return url_for("enrolment.cohort_board", code=cohort.code)


def editing(cohort):
    return url_for("catalogue.staff_cohort", code=cohort.code)
