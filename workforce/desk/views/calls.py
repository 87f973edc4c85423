"""The telephone list: whom to call, what to say in their language and in Japanese, and what came of it."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...outbox import actions, letters
from ...people.queries import timeline
from ...web import lists, render
from ..forms.messages import CallForm
from ..queries import calls as queries
from . import views


@views.get("/staff/calls")
@requires(Permission.MESSAGES_MANAGE)
def calls():
    at = clock.now()
    page = queries.page_of(db.session, at=at, **lists.place())
    return render(
        "desk/calls.html",
        due=[one for one in page.rows if one.message.send_after <= at],
        later=[one for one in page.rows if one.message.send_after > at],
        pagination=lists.pagination(page, calls_on(page)),
    )


def calls_on(page):
    return ngettext("%(num)s call on this page", "%(num)s calls on this page", len(page.rows))


@views.route("/staff/calls/<int:message_id>", methods=["GET", "POST"])
@requires(Permission.MESSAGES_MANAGE)
def call(message_id):
    found = queries.call(db.session, message_id)
    if found is None:
        return gone(message_id)
    form = CallForm()
    if form.done(lambda: note(found.message, form)):
        flash(form.result)
        return redirect(url_for(".calls"), 303)
    return render(
        "desk/call.html",
        call=found,
        message=found.message,
        form=form,
        scripts=list(scripts(found.message)),
        told=timeline.of_rows(db.session, {"outbox": [found.message.id]}),
        receipts={},
    )


def gone(message_id):
    """It was told or stopped in the meantime: its own page says by whom. Otherwise there is no such call."""
    if db.session.get(actions.Message, message_id) is None:
        abort(404)
    flash(_("Somebody has dealt with this in the meantime."))
    return redirect(url_for(".message", message_id=message_id), 303)


def scripts(message):
    """[(language, words)]: the reader's own first, then Japanese. Nobody can read a link aloud, so it is left out."""
    for code in dict.fromkeys([message.language, "ja"]):
        own = letters.editable(message) if code == message.language else letters.composed(message, language=code)
        yield code, letters.masked(own, message, code)


def note(message, form):
    """What was noted, in words."""
    at, said = clock.now(), {"by": current_user, "outcome": form.outcome.data or None}
    if "not_reached" in request.form:
        actions.not_reached(db.session, message, at=at, **said)
        return _("Noted. The call comes up again in two hours.")
    if "call_again" in request.form:
        actions.call_again(db.session, message, when=when(form), at=at, **said)
        return _("Noted. The call comes up again then.")
    actions.mark_called(db.session, message, at=at, **said)
    return _("Noted that you called.")


def when(form):
    """Raises ThatIsOver where the day or the time is missing."""
    if form.day.data is None or form.time.data is None:
        raise actions.ThatIsOver
    return clock.instant(form.day.data, form.time.data)
