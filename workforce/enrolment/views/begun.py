"""One visitor at one form: where the draft is found, and what stands in it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from ... import clock, links
from ...database import answering, db, survive
from ...i18n import current
from ...people.rules.birth_dates import parse_date
from ...people.rules.receipts import new_code
from ...refusals import Refused
from ..actions import drafts
from ..forms.draft import DraftForm
from ..forms.guardians import GuardianForm
from ..forms.person import BirthForm, ContactForm, NameForm
from ..forms.questions import form_on
from ..queries import drafts as queries
from ..queries.drafts import KeptDraft
from ..rules import steps
from ..rules.guardians import is_minor
from ..rules.offered import OfferedCohort
from .holding import held, hold, opened

ABOUT_THE_PERSON: dict[str, type[DraftForm]] = {
    "name": NameForm,
    "birth": BirthForm,
    "contact": ContactForm,
    "guardian": GuardianForm,
}


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

    @cached_property
    def steps(self) -> list[str]:
        return steps.steps_of(steps.asking_of(self.cohort), is_minor=self.is_minor)

    @property
    def is_minor(self) -> bool:
        """By the birth date as it was typed, if it was a good one."""
        if not steps.is_good(self.answers, "birth"):
            return False
        typed = self.answers["birth"]["typed"]
        parts = [typed.get(f"birth_{part}", [""])[0] for part in ("year", "month", "day")]
        try:
            return is_minor(parse_date(parts, today=clock.today(self.at)), self.at)
        except Refused:
            return False

    def form(self, step) -> DraftForm:
        """The page `step`: as posted, or as it was typed before."""
        is_posted = request.method == "POST"
        form = form_class(step, self.cohort)(cohort=self.cohort, at=self.at) if is_posted else self.kept(step)
        form.draft.data = self.token()
        self.compare_mails(step, form)
        return form

    def kept(self, step) -> DraftForm:
        """The page `step` as it was typed before, if it was. The page itself carries the form token."""
        typed = MultiDict(self.answers[step]["typed"]) if step in self.answers else None
        form = form_class(step, self.cohort)(cohort=self.cohort, at=self.at, formdata=typed, meta={"csrf": False})
        self.compare_mails(step, form)
        return form

    def compare_mails(self, step, form):
        """The guardian's address must not be the applicant's own."""
        if step == "guardian" and "contact" in self.answers:
            form.own_mail = self.read("contact").reached_by[0]

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
    with answering() as database:
        found = queries.begun(database, code, key)
    if found is None:
        return None
    is_new = found.draft is None and found.receipt is None
    if is_new and not (is_first and key):  # nothing was written, or it is open on another device now
        key, short = drafts.new_holder(), new_code(secrets.choice)
    return Begun(*found, key, short, at)
