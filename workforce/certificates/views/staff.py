"""One certificate: what stands on it, what it is worth, what happened to it; void, replaced, renewed, printed again."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...enrolment.queries import records
from ...i18n.formats import day, money
from ...money.queries.ledger import line_booked
from ...people.queries import timeline
from ...people.rules.documents import NAMES
from ...web import render, send_pdf
from ..actions import correcting, letters
from ..actions.issuing import rules_of
from ..forms.staff import CopyForm, ReasonForm, RenewalForm, VoidForm
from ..queries import certificates as queries
from . import paper, views
from .cohorts import asked_size


@views.get("/staff/certificates/<int:certificate_id>")
@requires(Permission.ATTENDANCE_MANAGE)
def certificate(certificate_id):
    one, enrolment = load(certificate_id)
    rules = rules_of(db.session, enrolment.cohort.course.kind, at=clock.now())
    return render(
        "certificates/staff_certificate.html",
        one=one,
        content=one.certificate.content,
        enrolment=enrolment,
        worth=one.worth(clock.today(clock.now())),
        rule=rules.register,
        before=queries.by_id(db.session, one.certificate.replaces_id) if one.certificate.replaces_id else None,
        after=queries.by_id(db.session, one.successor_id) if one.successor_id else None,
        copies=copies(one),
        documents=NAMES,
        told=timeline.of_rows(db.session, {"certificate": [certificate_id]}),
        receipts={},
    )


@views.get("/staff/certificates/<int:certificate_id>.pdf")
@requires(Permission.ATTENDANCE_MANAGE)
def certificate_paper(certificate_id):
    """`copy` in the address: the number of the copy that this print is."""
    one, _enrolment = load(certificate_id)
    asked = request.args.get("copy", "")
    copy = next((each for each in copies(one) if str(each.number) == asked), None)
    if (asked and copy is None) or one.certificate.forgotten_at:
        abort(404)
    size = asked_size()
    return sent(one, size, copy)


def sent(one, size, copy=None):
    at = copy.at if copy else one.certificate.at
    title = f"{one.certificate.content['title']} {one.number}"
    return send_pdf(paper.pdf([one], size=size, title=title, at=at, copy=copy), f"certificate-{one.number}-{size}")


@views.route("/staff/certificates/<int:certificate_id>/voiding", methods=["GET", "POST"])
@requires(Permission.CERTIFICATES_ISSUE)
def voiding(certificate_id):
    one, enrolment = load(certificate_id)
    form = VoidForm()
    given = {"reason": form.reason.data, "words": form.words.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: correcting.void(db.session, enrolment, one.certificate, **given)):
        flash(_("%(number)s is void. Whoever checks it on our page reads so.", number=one.number))
        return redirect(url_for(".certificate", certificate_id=certificate_id), 303)
    return render("certificates/staff_voiding.html", form=form, one=one, enrolment=enrolment)


@views.route("/staff/certificates/<int:certificate_id>/replacement", methods=["GET", "POST"])
@requires(Permission.CERTIFICATES_ISSUE)
def replacement(certificate_id):
    one, enrolment = load(certificate_id)
    form = ReasonForm()
    given = {"reason": form.reason.data, "key": form.key.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: told(enrolment, correcting.replace(db.session, enrolment, one.certificate, **given))):
        flash(_("A new certificate is issued; the old one now reads as replaced."))
        return redirect(url_for(".certificate", certificate_id=form.result.id), 303)
    return render("certificates/staff_replacement.html", form=form, one=one, enrolment=enrolment)


@views.route("/staff/certificates/<int:certificate_id>/renewal", methods=["GET", "POST"])
@requires(Permission.CERTIFICATES_ISSUE)
def renewal(certificate_id):
    one, enrolment = load(certificate_id)
    form, at = RenewalForm(), clock.now()
    given = {"key": form.key.data, "by": current_user, "at": at}
    if form.done(lambda: told(enrolment, correcting.renew(db.session, enrolment, one.certificate, form.work, **given))):
        flash(_("The certificate is renewed. Print the new one."))
        return redirect(url_for(".certificate", certificate_id=form.result.id), 303)
    rule = rules_of(db.session, enrolment.cohort.course.kind, at=at).register
    return render("certificates/staff_renewal.html", form=form, one=one, enrolment=enrolment, rule=rule)


def told(enrolment, certificate):
    return letters.tell_once(db.session, enrolment, certificate, at=clock.now())


@views.route("/staff/certificates/<int:certificate_id>/copies", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def copy(certificate_id):
    one, enrolment = load(certificate_id)
    form, at = CopyForm(data={"seen": str(len(copies(one)))}), clock.now()
    if form.done(lambda: make_copy(one, enrolment, form, at)):
        flash(_("Copy %(number)s is noted. Print it now.", number=form.result.number))
        if owed := line_booked(db.session, correcting.cause_of(form.result)):
            flash(_("%(money)s for it is booked, due on %(day)s.", money=money(owed.yen), day=day(owed.due_on)))
        return redirect(url_for(".certificate", certificate_id=certificate_id), 303)
    rule = rules_of(db.session, enrolment.cohort.course.kind, at=at).register
    return render("certificates/staff_copy.html", form=form, one=one, enrolment=enrolment, rule=rule)


def make_copy(one, enrolment, form, at):
    given = {"document": form.document.data, "reason": form.reason.data, "seen": form.count}
    return correcting.copy(db.session, enrolment, one.certificate, **given, by=current_user, at=at)


def copies(one):
    return queries.copies_of(db.session, [one.certificate.id]).get(one.certificate.id, [])


def load(certificate_id):
    """(the certificate with what became of it, its enrolment as moves need it)."""
    one = queries.by_id(db.session, certificate_id) or abort(404)
    [enrolment] = records.by_ids(db.session, [one.certificate.enrolment_id])
    return one, enrolment
