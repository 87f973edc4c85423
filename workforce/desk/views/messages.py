"""The queue of messages: what goes out, what failed, whom to call; and one message as its reader sees it."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...outbox import actions, letters
from ...outbox.told import SENDINGS
from ...people.queries import contacts, timeline
from ...staff_words import LETTERS
from ...web import lists, render
from ..forms.messages import CalledForm, QueueForm, WordsForm
from ..queries import messages as queries
from . import views


@views.get("/staff/messages")
@requires(Permission.MESSAGES_READ)
def messages():
    asked = QueueForm(request.args, (SENDINGS, LETTERS))
    sort = lists.sort_of(queries.ORDERS, "newest")
    page = queries.page_of(db.session, asked.filters, sort=sort, **lists.place())
    return render(
        "desk/messages.html",
        sort=sort,
        address=lists.address,
        asked=asked,
        page=page,
        pagination=lists.pagination(page, messages_on(page)),
    )


def messages_on(page):
    return ngettext("%(num)s message on this page", "%(num)s messages on this page", len(page.rows))


@views.get("/staff/messages/<int:message_id>")
@requires(Permission.MESSAGES_READ)
def message(message_id):
    return show(load(message_id))


def show(found, form=None):
    return render(
        "desk/message.html",
        message=found,
        letter=letters.written(found),
        form=form,
        called=CalledForm(None),
        is_open=found.state in actions.OPEN,
        receipts={},
        told=timeline.of_rows(db.session, {"outbox": [found.id]}),
    )


@views.route("/staff/messages/<int:message_id>/words", methods=["GET", "POST"])
@requires(Permission.MESSAGES_MANAGE)
def message_words(message_id):
    found = load(message_id)
    form = WordsForm(data=letters.editable(found)._asdict())
    if form.done(
        lambda: actions.edit(
            db.session, found, subject=form.subject.data, body=form.body.data, by=current_user, at=clock.now()
        )
    ):
        flash(_("The new words will be sent."))
        return redirect(url_for(".message", message_id=found.id), 303)
    return render("desk/message_words.html", message=found, form=form, link=letters.LINK)


@views.post("/staff/messages/<int:message_id>/cancellation")
@requires(Permission.MESSAGES_MANAGE)
def cancel_message(message_id):
    return act(message_id, actions.cancel, _("Stopped. This message will not be sent."))


@views.post("/staff/messages/<int:message_id>/resending")
@requires(Permission.MESSAGES_MANAGE)
def resend_message(message_id):
    """To the mail on file now: perhaps the address was what went wrong."""
    found, form, at = load(message_id), ButtonForm(), clock.now()
    if form.done(lambda: actions.resend(db.session, found, address=mail_on_file(found), by=current_user, at=at)):
        db.session.flush()
        is_new = form.result.queued_at == at
        flash(_("Queued once more.") if is_new else _("This message was sent again already. Here is the newest one."))
        return redirect(url_for(".message", message_id=form.result.id), 303)
    return show(found, form)


def mail_on_file(found):
    return contacts.on_file(db.session, found.person_id)[0] if found.person_id else None


@views.post("/staff/messages/<int:message_id>/call")
@requires(Permission.MESSAGES_MANAGE)
def mark_called(message_id):
    found, form = load(message_id), CalledForm()
    if form.done(
        lambda: actions.mark_called(
            db.session, found, outcome=form.outcome.data or None, by=current_user, at=clock.now()
        )
    ):
        flash(_("Noted that you called."))
        return redirect(lists.way_back(url_for(".messages", show="call")), 303)
    return show(found, form)


def act(message_id, action, done):
    found, form = load(message_id), ButtonForm()
    if form.done(lambda: action(db.session, found, by=current_user, at=clock.now())):
        acted = form.result
        db.session.flush()
        flash(done)
        return redirect(url_for(".message", message_id=acted.id), 303)
    return show(found, form)


def load(message_id):
    return queries.message(db.session, message_id) or abort(404)
