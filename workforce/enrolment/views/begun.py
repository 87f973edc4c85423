"""One visitor at one form: where the draft is found, what stands in it, and when the way leads elsewhere."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, redirect, request, session, url_for
from werkzeug.datastructures import MultiDict

from ... import clock, links
from ...catalogue.models import CohortState
from ...catalogue.rules import stages
from ...database import db, reading, survive
from ...i18n import current
from ...people.rules.receipts import new_code
from ...web import render
from ..actions import drafts
from ..actions.refusals import CohortCancelled, EnrolmentClosed, EnrolmentNotOpenYet
from ..forms.dates import AnotherDateForm
from ..forms.draft import DraftForm
from ..forms.person import BirthForm, ContactForm, NameForm
from ..forms.questions import form_on
from ..queries import dates
from ..queries import drafts as queries
from ..queries.drafts import KeptDraft, OfferedCohort
from ..rules import steps

DRAFTS_AT_MOST = 5  # in one visitor's session
ABOUT_THE_PERSON: dict[str, type[DraftForm]] = {"name": NameForm, "birth": BirthForm, "contact": ContactForm}


@dataclass
class Begun:
    """`key` finds the draft from here, until it is resumed elsewhere, and makes the enrolment the only one.

    `short` is the code to resume it, if known here.
    """

    cohort: OfferedCohort
    draft: KeptDraft | None
    receipt: str | None
    key: str
    short: str
    at: datetime
    is_kept: bool = False  # by this request, which is refused

    @property
    def answers(self) -> dict[str, Any]:
        """What was written so far; of a draft past its time, nothing."""
        return self.draft.answers if self.draft and self.draft.expires_at > self.at else {}

    @property
    def steps(self) -> list[str]:
        return steps.steps_of(steps.asking_of(self.cohort))

    def form(self, step) -> DraftForm:
        """The page `step`: as posted, or as it was typed before."""
        is_posted = request.method == "POST"
        form = form_class(step, self.cohort)(cohort=self.cohort, at=self.at) if is_posted else self.kept(step)
        form.draft.data = self.token()
        return form

    def kept(self, step) -> DraftForm:
        """The page `step` as it was typed before, if it was. The page itself carries the form token."""
        typed = MultiDict(self.answers[step]["typed"]) if step in self.answers else None
        return form_class(step, self.cohort)(cohort=self.cohort, at=self.at, formdata=typed, meta={"csrf": False})

    def read(self, step) -> DraftForm:
        """The same, looked at again: `.errors` say what is wrong with it now."""
        form = self.kept(step)
        form.validate()
        return form

    def token(self) -> str:
        """The key as pages carry it: with it a form finds its draft also when the session is gone."""
        return links.mint(links.Purpose.DRAFT, self.key, at=self.at, lasts=drafts.LASTS) if self.draft else ""

    def keep(self, step, form, *, is_good):
        """Save the page as typed, in this transaction."""
        drafts.keep(db.session, **self.kept_values(step, form, is_good=is_good))
        hold(self.cohort.code, self.key, self.short)

    def keep_refused(self, step, form, *, is_good=False):
        """Save it although this request will be refused."""
        self.is_kept = True
        values = self.kept_values(step, form, is_good=is_good)  # now: after the refusal these rows cannot be read
        survive(lambda session: drafts.keep(session, **values))
        hold(self.cohort.code, self.key, self.short)
        form.draft.data = links.mint(links.Purpose.DRAFT, self.key, at=self.at, lasts=drafts.LASTS)

    @property
    def begins_as(self) -> str | None:
        """What the database keeps of the short code of a draft that is not there yet."""
        return None if self.draft else drafts.key_of(self.short, current_app.secret_key)

    def kept_values(self, step, form, *, is_good):
        return {
            "key": self.key,
            "cohort_id": self.cohort.id,
            "pages": drafts.answered(step, typed=form.typed(), is_good=is_good),
            "begins_as": self.begins_as,
            "before": self.draft,
            "language": current().code,
            "at": self.at,
        }


def form_class(step, cohort) -> type[DraftForm]:
    return ABOUT_THE_PERSON.get(step) or form_on(step, cohort)


def begun(code) -> Begun | None:
    """The form for the cohort `code` as this visitor left it; None for a cohort that nobody may see."""
    at = clock.now()
    key, short = held(code, at)
    is_first = key is None
    if is_first:
        key, short = opened(code)
    found = stored(code, key)
    if found is None:
        return None
    is_new = found.draft is None and found.receipt is None
    if is_new and not (is_first and key):  # nothing was written, or it is open on another device now
        key, short = drafts.new_holder(), new_code(secrets.choice)
    return Begun(*found, key, short, at)


def open_first(form: Begun):
    """Remember with which key this visitor opened a form that has no draft yet: a double click makes one draft."""
    session["opened"] = (form.cohort.code, form.key, form.short)


def opened(code) -> tuple[str | None, str]:
    """(key, short code) for the first page of the form that this visitor opened last, if it was this one."""
    last, key, short = session.get("opened", ("", None, ""))
    return (key, short) if last == code else (None, "")


def stored(code, key) -> queries.Begun | None:
    """What a post goes by belongs to its transaction; a page that is only shown needs no session."""
    if request.method == "POST":
        return queries.begun(db.session, code, key)
    with reading() as database:
        return queries.begun(database, code, key)


def held(code, at) -> tuple[str | None, str]:
    """(key, short code) of this visitor's draft: the one that the posted page carries, or else the session's."""
    key, short = session.get("drafts", {}).get(code, (None, ""))
    carried = links.read(links.Purpose.DRAFT, request.form.get("draft", ""), at=at)
    if carried and carried[0] != key:
        return carried[0], ""
    return key, short


def hold(code, key, short):
    """Remember in this visitor's session which draft is theirs."""
    others = {other: value for other, value in session.get("drafts", {}).items() if other != code}
    latest = list(others.items())[-(DRAFTS_AT_MOST - 1) :]
    session["drafts"] = {**dict(latest), code: (key, short)}
    session.pop("opened", None)
    session.permanent = True


def is_held(code, key) -> bool:
    return session.get("drafts", {}).get(code, (None, ""))[0] == key


def let_go(code):
    session["drafts"] = {other: value for other, value in session.get("drafts", {}).items() if other != code}


def elsewhere(form: Begun, *, is_sent_here=False):
    """The answer for somebody who cannot fill in this form: it was sent already, or the window is not open.

    `is_sent_here`: this very request sends it, once more.
    """
    if form.receipt:
        return to_receipt(form, form.receipt) if is_sent_here else sent_already(form)
    if not stages.is_open(form.cohort, form.at):
        return not_open(form)
    return None


def sent_already(form: Begun):
    """The private page is for the browser that sent the form, and for the link in the letter; here others may sit."""
    if form.receipt in links.granted(links.Purpose.ENROLMENT):
        return to_receipt(form, form.receipt)
    let_go(form.cohort.code)
    return render("enrolment/sent.html", status=200 if request.method == "GET" else 409, cohort=form.cohort)


def to_receipt(form: Begun, receipt):
    """This visitor sent the form, just now or once more: they may see what came of it."""
    let_go(form.cohort.code)
    links.grant(links.Purpose.ENROLMENT, receipt)
    return redirect(url_for("enrolment.show", receipt=receipt), 303)


def not_open(form: Begun):
    """Why nobody can enrol now, and where they can."""
    others = dates.other_dates(db.session, form.cohort, at=form.at)
    return render(
        "enrolment/closed.html",
        status=200 if request.method == "GET" else 409,
        cohort=form.cohort,
        reason=why_not(form).text(),
        others=others,
        form=date_form(form, others, formdata=None),
        has_typed=bool(form.answers) or form.is_kept,
    )


def date_form(form: Begun, others, **given) -> AnotherDateForm:
    """To use what was typed in `form` for one of `others` that is open."""
    choice = AnotherDateForm(dates=[other for other in others if other.is_open(form.at)], **given)
    choice.begun.data = links.mint(links.Purpose.DRAFT, form.key, at=form.at, lasts=drafts.LASTS)
    return choice


def why_not(form: Begun):
    if form.cohort.state is CohortState.CANCELLED:
        return CohortCancelled()
    if form.at < form.cohort.opens_at:
        return EnrolmentNotOpenYet(opens=form.cohort.opens_at)
    return EnrolmentClosed()
