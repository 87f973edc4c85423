"""Calls to make, letters to post, messages that failed, changed sessions that nobody was told of."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import moment
from ...queries.todo import Kind
from ..words import letter_word
from .groups import Item, group, shows


@shows(Kind.CALL, Permission.MESSAGES_MANAGE)
def calls(rows):
    return group(
        _("People to call"),
        _("Nobody must be called."),
        rows,
        lambda row: letter(row, _("Call"), page="desk.call"),
        url=url_for("desk.calls"),
    )


@shows(Kind.LETTER, Permission.MESSAGES_MANAGE)
def letters(rows):
    return group(
        _("Letters to print and to post"),
        _("No letter waits for the post."),
        rows,
        lambda row: Item(name_and_letter(row), moment(row.since), url_for("desk.letters"), _("Print")),
        url=url_for("desk.letters"),
    )


@shows(Kind.FAILED, Permission.MESSAGES_READ)
def failed(rows):
    return group(
        _("Messages that failed"),
        _("No message has failed."),
        rows,
        lambda row: letter(row, _("Look at it")),
        url=url_for("desk.messages", show="failed"),
    )


def letter(row, do, page="desk.message"):
    return Item(name_and_letter(row), moment(row.since), url_for(page, message_id=row.ref), do)


def name_and_letter(row):
    return _(": ").join([row.name, str(letter_word(row.detail))])


@shows(Kind.UNTOLD, Permission.CATALOGUE_EDIT)
def untold_changes(rows):
    return group(
        _("Changed sessions that nobody was told of"),
        _("Nobody waits to be told of a changed session."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            _("Changed on %(moment)s", moment=moment(row.since)),
            url_for("enrolment.session_changes", code=row.ref),
            _("Decide whom to tell"),
        ),
    )
