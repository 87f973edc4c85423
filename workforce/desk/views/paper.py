"""Letters on paper: choose, print into one PDF for window envelopes, and say when they are in the post."""

from flask import abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock, i18n, printing
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n import ruby
from ...outbox import letters, paper
from ...people.rules.contacts import shown_postcode
from ...web import lists, render, send_pdf
from ..queries import paper as queries
from . import views


@views.route("/staff/letters", methods=["GET", "POST"], endpoint="letters")
@requires(Permission.MESSAGES_MANAGE)
def letters_page():
    form = ButtonForm()
    chosen = [int(one) for one in request.form.getlist("letter") if one.isdecimal()]
    if form.done(lambda: print_chosen(chosen)):
        flash(_("The letters are ready. Open the file, print it, and say when they are in the post."))
        return redirect(url_for(".letters"), 303)
    return show(form)


def show(form):
    page = queries.page_of(db.session, **lists.place())
    return render(
        "desk/letters.html",
        form=form,
        waiting=page.rows,
        place=lists.place(),
        pagination=lists.pagination(page, letters_on(page)),
        runs=paper.unposted(db.session),
    )


def letters_on(page):
    return ngettext("%(num)s letter on this page", "%(num)s letters on this page", len(page.rows))


def print_chosen(chosen):
    """Only those that have an address."""
    return paper.print_all(db.session, queries.printable(db.session, chosen), by=current_user, at=clock.now())


@views.get("/staff/letters/<int:run>.pdf")
@requires(Permission.MESSAGES_MANAGE)
def letters_file(run):
    rows = queries.printed(db.session, run) or abort(404)
    body = printing.pdf(
        "letters",
        at=rows[0][0].printed_at,
        title=_("Letters"),
        letters=[sheet(message, person, address) for message, person, address in rows if address],
    )
    return send_pdf(body, f"letters-{run}")


def sheet(message, person, address):
    """One letter, in the language of its reader; its link is a code to photograph."""
    link = letters.link_of(message, message.printed_at)
    centre = current_app.config["SETTINGS"].centre
    with i18n.speaking(message.language) as language:
        code = _("(the square code on this sheet)")
        return {
            "language": language.html_lang.partition("-")[0],
            "postal_code": "〒" + shown_postcode(address.postal_code),
            "address": address.lines,
            "name": f"{person.name} 様",
            "sender": ruby.bracketed(centre.name(language.code)),
            "day": ruby.bracketed(i18n.formats.day(message.printed_at)),
            "subject": message.sent_subject,
            "body": message.sent_body.replace(letters.LINK, ruby.bracketed(code)),
            "qr": printing.qr(link) if link else None,
            "how": ruby.bracketed(_("Your page: open the camera of a phone and point it at the square.")),
        }


@views.post("/staff/letters/<int:run>/post")
@requires(Permission.MESSAGES_MANAGE)
def post_letters(run):
    return settle(run, paper.post, posted)


def posted(count):
    return ngettext("%(num)s letter is noted as sent.", "%(num)s letters are noted as sent.", count)


@views.post("/staff/letters/<int:run>/back")
@requires(Permission.MESSAGES_MANAGE)
def put_letters_back(run):
    return settle(run, paper.put_back, lambda count: _("The letters may be printed again."))


def settle(run, act, words):
    form = ButtonForm()
    if form.done(lambda: act(db.session, run, by=current_user, at=clock.now())):
        flash(words(form.result))
        return redirect(url_for(".letters"), 303)
    return show(form)
