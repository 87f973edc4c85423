"""Who is named for a session to come and may teach it no more, or has a seat in another at the same time."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ....access import Permission
from ....i18n.formats import moment, short_day
from ....i18n.wording import plain
from ....scheduling.rules.held_words import held_words
from ....scheduling.rules.requirements import any_of
from ...queries.todo import Kind
from .groups import Item, group, shows


def unqualified(broken):
    """`broken`: scheduling.queries.breaking.to_come, of each person and session once."""
    return group(
        _("Named for a session, and no longer qualified"),
        _("Everybody who is named for a session may teach it."),
        broken,
        lambda one: Item(
            one.name,
            _(
                "%(day)s, %(number)s %(subject)s: needs %(needs)s; has %(has)s",
                day=short_day(one.part.day),
                number=one.part.subject.number,
                subject=plain(one.part.title),
                needs=any_of(one.needs),
                has=held_words(one.has, one.part.day),
            ),
            url_for("scheduling.teaching", code=one.part.code),
            _("Name somebody else"),
        ),
    )


@shows(Kind.TWO_PLACES, Permission.ASSIGNMENTS_MANAGE)
def in_two_places(rows):
    return group(
        _("Have a seat and teach elsewhere at the same time"),
        _("Nobody who has a seat teaches another lesson then."),
        rows,
        lambda row: Item(
            row.name,
            ngettext(
                "%(num)s lesson, the first on %(moment)s",
                "%(num)s lessons, the first on %(moment)s",
                int(row.detail),
                moment=moment(row.since),
            ),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Look and call"),
        ),
    )
