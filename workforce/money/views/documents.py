"""Receipts and invoices: issued and voided by staff, read by whoever paid."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, printing
from ...access import Permission, public, requires
from ...database import db
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...i18n import speaking
from ...web import render, send_pdf
from ..actions import documents
from ..forms.documents import DocumentForm, VoidForm
from ..models import Register
from ..queries import documents as queries
from ..queries import ledger
from . import views
from .people import load

ISSUE = {Register.RECEIPT: documents.issue_receipt, Register.INVOICE: documents.issue_invoice}
TITLES = {Register.RECEIPT: "領収書", Register.INVOICE: "請求書"}
LEADS = {Register.RECEIPT: "領収金額", Register.INVOICE: "ご請求金額"}
TAILS = {Register.RECEIPT: "、上記の金額を領収しました。", Register.INVOICE: "、上記の金額をご請求申し上げます。"}


@views.route("/staff/enrolments/<receipt>/money/papers/<register>", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def issue(receipt, register):
    if register not in list(Register):
        abort(404)
    enrolment, of = load(receipt), Register(register)
    given = {"name": enrolment.person.name, "replaces": request.args.get("replaces", "")}
    form = DocumentForm(data=given | {"addressee": "person", "calendar": "western"})
    if form.done(lambda: issue_one(enrolment, of, form)):
        flash(_("%(number)s is issued.", number=form.result.shown_number))
        return redirect(url_for(".person", receipt=receipt), 303)
    found = ledger.statement_of(db.session, enrolment.id)
    total = -sum(line.yen for line in queries.unreceipted(db.session, found))
    if of is Register.INVOICE:
        total = max(found.balance, 0)
    return render("money/staff_issue.html", form=form, enrolment=enrolment, register=of, total=total)


def issue_one(enrolment, of, form):
    void = [one.document.id for one in queries.of_enrolment(db.session, enrolment.id) if one.void]
    return ISSUE[of](db.session, enrolment, form.wish(void), key=form.key.data, by=current_user, at=clock.now())


@views.route("/staff/enrolments/<receipt>/money/papers/<int:document_id>/voiding", methods=["GET", "POST"])
@requires(Permission.MONEY_DECIDE)
def voiding(receipt, document_id):
    enrolment, form = load(receipt), VoidForm()
    found = one_of(enrolment, document_id) or abort(404)
    given = {"reason": form.reason.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: documents.void(db.session, enrolment, found.document, **given)):
        flash(_("%(number)s is void. Issue the right one now, if one is needed.", number=found.document.shown_number))
        return redirect(
            url_for(".issue", receipt=receipt, register=found.document.register.value, replaces=document_id), 303
        )
    return render("money/staff_voiding.html", form=form, enrolment=enrolment, document=found.document)


@views.get("/staff/enrolments/<receipt>/money/papers/<int:document_id>.pdf")
@requires(Permission.MONEY_READ)
def staff_paper(receipt, document_id):
    return paper(one_of(load(receipt), document_id) or abort(404))


@views.get("/enrolments/<receipt>/fees/papers/<int:document_id>.pdf")
@public
def own_paper(receipt, document_id):
    """A valid paper, for whoever the link of the enrolment was given to."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    found = one_of(enrolment, document_id)
    if found is None or found.void:
        abort(404)
    return paper(found)


def one_of(enrolment, document_id):
    issued = queries.of_enrolment(db.session, enrolment.id)
    return next((one for one in issued if one.document.id == document_id), None)


def paper(found):
    """The same bytes whenever it is opened, until it is void; then it says so."""
    document = found.document
    content, register = document.content, document.register
    dates = "入金日　" + "、".join(content["paid_on"]) if register is Register.RECEIPT else None
    if register is Register.INVOICE and content["due_on"]:
        dates = "お支払い期限　" + content["due_on"]
    with speaking("ja"):
        body = printing.pdf(
            "money",
            at=document.at,
            **content
            | {
                "title": TITLES[register],
                "number": document.shown_number,
                "lead": LEADS[register],
                "tail": TAILS[register],
                "dates": dates,
                "pay": register is Register.INVOICE and bool(content["account"]["number"]),
                "void": "無効" if found.void else None,
            },
        )
    return send_pdf(body, f"{register.value}-{document.shown_number}")
