"""The private page of one enrolment: how it stands, what comes next, and what its owner may change."""

from collections.abc import Sequence

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, history, links, policies
from ...access import public
from ...catalogue.rules.stages import is_open, stage
from ...database import answering, db, reading
from ...forms import ButtonForm
from ...people.queries import contacts
from ...people.rules import ages
from ...people.rules import contacts as shown_contacts
from ...people.rules.receipts import shown
from ...web import render
from ..actions import moves, rebanding
from ..forms.changes import form_for_changes
from ..forms.questions import kept_values
from ..hooks import consequences_of, sections_of
from ..models import Outcome, State
from ..queries import pages, receipts, seats
from ..rules.bands import TIE, still_kept
from ..rules.catalogue import AGREED, in_words
from ..rules.changes import changeable_until, marks, may_change
from ..rules.consents import QUESTIONS
from ..rules.days import coming, days_of
from ..rules.holds import is_over
from ..rules.offers import OFFER_HOURS, standing, words
from ..rules.selection import GROUPS
from ..rules.selection import in_words as band_in_words
from ..rules.together import RULES
from ..rules.waiting_ends import WAITING_ENDS
from ..rules.waiting_ends import words as words_of_end
from ..rules.words import MOVE_WORDS, STATE_WORDS, way
from . import own_draws, own_wishes, views
from .finding import not_theirs
from .instead import instead_of

OVER = (State.CANCELLED, Outcome.DECLINED, Outcome.EXPIRED)
"""No seat, and none to wait for: see `standing`."""


def asked(receipt):
    """The enrolment that is asked for, and what opens it to this visitor: its link, or that they are the person."""
    return {
        "receipt": receipt.replace("-", ""),
        "granted": links.granted(links.Purpose.ENROLMENT),
        "person_id": current_user.person_id if current_user.is_authenticated else None,
    }


def theirs(receipt):
    """The enrolment, if this visitor may see and change it; None for everybody else."""
    return pages.enrolment_for(db.session, **asked(receipt))


@views.get("/enrolments/<receipt>")
@public
def show(receipt):
    return private_page(receipt, ButtonForm())


def private_page(receipt, form):
    """How it stands now; above it what `form`, a button that was pressed on it, was refused for."""
    with answering() as database:
        enrolment = receipts.shown_for(database, **asked(receipt))
        if enrolment is None:
            return not_theirs(receipt)
        position = seats.position(database, enrolment)
        contact = contacts.on_file(database, enrolment.person_id)
        happened = history.of(database, "enrolment", [enrolment.id])
        rule, ending = offer_rule(database) if position else ((), ())
        draw = own_draws.said(database, enrolment, at=clock.now())
        sections = sections_of(database, enrolment, at=clock.now())
    at, cohort = clock.now(), enrolment.cohort
    now, days = standing(enrolment, at), days_of(cohort.sessions)
    in_vain = enrolment.state is State.CANCELLED and last_move(happened) == "end_waiting"
    stands_at = stage(cohort, at)
    line, along = way(State.CANCELLED if now in Outcome else enrolment.state, cohort, at)
    return render(
        "enrolment/show.html",
        form=form,
        enrolment=enrolment,
        cohort=cohort,
        standing=now,
        stage=stands_at,
        is_over=now in OVER,
        has_waited_in_vain=in_vain,
        may_apply=is_open(cohort, at),
        instead=instead_of(enrolment, at, has_waited_in_vain=in_vain),
        wishes=own_wishes.of_page(enrolment, at),
        number=shown(enrolment.receipt),
        line=line,
        along=along,
        position=position,
        rule=rule,
        ending=ending,
        group_rule=RULES[cohort.group_rule],
        draw=draw,
        sections=sections,
        is_drawn=cohort.selection in own_draws.DRAWN,
        groups=groups(enrolment, at),
        contact=masked(contact),
        days=days,
        coming=coming(days, clock.today(at)),
        today=clock.today(at),
        answers=read_back(enrolment),
        entries=entries(happened),
        may_change=now not in OVER and may_change(enrolment, at),
        until=changeable_until(cohort),
        is_minor=is_minor(enrolment, at),
        is_late=enrolment.state is State.WAITING_FOR_GUARDIAN and is_over(enrolment, at),
        guardian_mail=enrolment.guardian and enrolment.guardian.mail and masked((enrolment.guardian.mail, None))[0],
        has_consents=any(key in QUESTIONS for key in enrolment.answers),
        may_leave=enrolment.receipt in links.granted(links.Purpose.ENROLMENT),
    )


def last_move(entries) -> str | None:
    """By which move it came to its state. `entries`: its history, newest first."""
    return next((entry.what for entry in entries if entry.from_state != entry.to_state), None)


def groups(enrolment, at) -> tuple[str | None, list[str]]:
    """(the people this person counts among, how seats are first for some people) while that still matters."""
    cohort = enrolment.cohort
    kept = still_kept(cohort.bands, at=at, decided_at=cohort.decided_at)
    bands = {band.id: band for band in cohort.bands if band.id in kept}
    own = bands.get(enrolment.band_id)
    return own and str(GROUPS[own.kind]), [band_in_words(band, cohort.capacity) for band in bands.values()]


def offer_rule(database) -> tuple[Sequence[str], Sequence[str]]:
    """In sentences, for who may be offered a seat: (how long it waits for an answer, what if none becomes free)."""
    hours, end = policies.current_of(database, OFFER_HOURS, WAITING_ENDS, at=clock.now())
    return words(hours), words_of_end(end)


@views.get("/enrolments/<receipt>/sheet")
@public
def sheet(receipt):
    """On paper: the receipt, and the lines for a guardian to sign."""
    with reading() as database:
        enrolment = receipts.shown_for(database, **asked(receipt))
    if enrolment is None:
        return not_theirs(receipt)
    return render(
        "enrolment/sheet.html",
        enrolment=enrolment,
        cohort=enrolment.cohort,
        number=shown(enrolment.receipt),
        word=STATE_WORDS[enrolment.state],
        is_minor=is_minor(enrolment, clock.now()),
    )


@views.route("/enrolments/<receipt>/answers", methods=["GET", "POST"])
@public
def answers(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    at, cohort = clock.now(), enrolment.cohort
    made, kept = form_for_changes(cohort), enrolment.answers | enrolment.needs
    form = made(cohort=cohort, at=at, data=kept_values(kept) | {"seen": marks(kept, made.keys)})
    if form.done(lambda: change(enrolment, form, at)):
        flash(_("Your answers are changed."))
        if TIE in form.touched and rebanding.is_kept(db.session, enrolment):
            flash(_("Who is first for a seat was decided by what you answered before. If that was wrong, call us."))
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    return render(
        "enrolment/answers.html", form=form, enrolment=enrolment, cohort=cohort, title=_("Change your answers")
    )


def change(enrolment, form, at):
    """Only what was answered anew is written: an old page undoes nothing that staff have put right since."""
    moves.change_answers(db.session, enrolment, given=form.answers(), keys=form.touched, by=None, at=at)


@views.route("/enrolments/<receipt>/cancellation", methods=["GET", "POST"])
@public
def cancellation(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form, at = ButtonForm(), clock.now()
    if form.done(lambda: moves.cancel_own(db.session, enrolment, at=at)):
        flash(_("Your application is cancelled. Thank you for telling us."))
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    consequences = consequences_of(db.session, enrolment, at=at)
    return render(
        "enrolment/cancellation.html",
        form=form,
        enrolment=enrolment,
        cohort=enrolment.cohort,
        consequences=consequences,
    )


def is_minor(enrolment, at):
    """Whether a guardian's signature is still to come."""
    born = enrolment.birth_date
    return not enrolment.has_consent and born is not None and ages.is_minor(born, clock.today(at))


def masked(contact):
    mail, phone = contact
    return mail and shown_contacts.masked_mail(mail), phone and shown_contacts.masked_phone(phone)


def read_back(enrolment):
    """(question as it was asked, answer) of everything but the consent."""
    given = enrolment.answers | enrolment.needs
    return [(answer["asked"], in_words(key, answer)) for key, answer in given.items() if key != AGREED]


def entries(happened):
    """What happened, newest first: (when, what, why). What only staff do with the record is theirs to read."""
    return [(entry.at, MOVE_WORDS[entry.what], entry.reason) for entry in happened if entry.what in MOVE_WORDS]
