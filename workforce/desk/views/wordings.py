"""The words of every letter: what counts in each language, its versions, and wording it anew with a preview."""

from types import SimpleNamespace

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n import LANGUAGES
from ...i18n.formats import short_day
from ...outbox import blanks, letters, variants, wordings
from ...web import render
from ..forms.messages import WordingForm
from ..queries import messages as queries
from ..queries.policies import who_set
from . import views
from .blank_words import EXAMPLES, STANDINGS, meaning, variant_word

READERS = 8
EXAMPLE = "0"


class Sheet:
    """One letter in one language, as its pages need it."""

    def __init__(self, letter, code):
        self.template, _dot, name = letter.partition(".")
        variant = variants.named(self.template, name)
        if variant is None or self.template not in blanks.templates() or code not in LANGUAGES:
            abort(404)
        self.variant, self.letter, self.code = variant, letter, code
        self.which = variant_word(variants.of(self.template), name)
        self.shipped, self.blanks = blanks.read(self.template, self.variant, code)
        self.versions = wordings.versions(db.session, self.template, name, code)
        self.own = self.fitting(code)
        self.standing = wordings.states(db.session)[self.template, name][code]

    @property
    def needed(self):
        return wordings.needed(self.template, self.blanks)

    @property
    def words(self):
        return self.own or self.shipped

    def fitting(self, code):
        known = self.blanks if code == self.code else blanks.read(self.template, self.variant, code)[1]
        newest = wordings.newest(db.session, self.template, self.variant.name, code)
        return wordings.fitting(newest, known)

    def readers(self):
        """[(message id, name and day)] of the newest messages of this letter; an invented one at the end."""
        found = queries.recent(db.session, self.template)
        fitting = [(one, name) for one, name in found if variants.of_message(one) == self.variant][:READERS]
        self.messages = {str(one.id): one for one, _name in fitting}
        return [
            *((str(one.id), _("%(name)s, %(day)s", name=name, day=short_day(one.queued_at))) for one, name in fitting),
            (EXAMPLE, _("an invented person")),
        ]

    def reader(self, chosen):
        """The message to look at: the one that was chosen, or the newest."""
        return self.messages.get(chosen) or (
            self.example() if chosen == EXAMPLE else next(iter(self.messages.values()), self.example())
        )

    def example(self):
        details = {name: EXAMPLES[name] for name in self.blanks if name in EXAMPLES}
        details |= variants.told_apart_by(self.template, self.variant)
        link = "enrolment" if blanks.LINK in self.blanks else None
        return SimpleNamespace(
            template=self.template,
            details=details,
            link_purpose=link,
            link_subject='""',
            language=self.code,
            queued_at=clock.now(),
        )

    def previews(self, message, words):
        """[(language, letter)] side by side; `words` in this sheet's own language. The link is masked for everybody."""
        for code, spoken in LANGUAGES.items():
            own = words if code == self.code else self.fitting(code)
            letter = letters.composed(message, own, language=code)
            yield spoken, letters.masked(letter, message, code)


@views.get("/staff/wordings", endpoint="wordings")
@requires(Permission.MESSAGES_READ)
def every_wording():
    rows = [
        (template + ("." + name if name else ""), template, variant_word(variants.of(template), name), states)
        for (template, name), states in wordings.states(db.session).items()
    ]
    return render("desk/wordings.html", rows=rows, standings=STANDINGS)


@views.get("/staff/wordings/<letter>/<spoken>")
@requires(Permission.MESSAGES_READ)
def wording(letter, spoken):
    return show(Sheet(letter, spoken))


def show(sheet, form=None):
    readers = sheet.readers()
    chosen = request.args.get("on", "")
    message = sheet.reader(chosen)
    return render(
        "desk/wording.html",
        sheet=sheet,
        form=form,
        readers=readers,
        chosen=next((key for key, one in sheet.messages.items() if one is message), EXAMPLE),
        previews=list(sheet.previews(message, sheet.own)),
        meaning=meaning,
        standings=STANDINGS,
        who=who_set(db.session, {one.by_id for one in sheet.versions}),
    )


@views.route("/staff/wordings/<letter>/<spoken>/words", methods=["GET", "POST"])
@requires(Permission.WORDINGS_EDIT)
def edit_wording(letter, spoken):
    """The first button shows the words on a real person, the second saves them as the next version."""
    sheet = Sheet(letter, spoken)
    again = next((one.words for one in sheet.versions if str(one.number) == request.args.get("version")), None)
    begins = again or (sheet.shipped if "shipped" in request.args else sheet.words)
    form = WordingForm(data=begins._asdict() | {"seen": str(sheet.standing.number)}, readers=sheet.readers())
    if form.done(lambda: checked(sheet, form)) and "save" in request.form and form.done(lambda: save(sheet, form)):
        flash(_("Saved. From now on the letter goes out in these words."))
        return redirect(url_for(".wording", letter=letter, spoken=spoken), 303)
    typed = form.result if isinstance(form.result, blanks.Words) else None
    message = sheet.reader(form.on.data)
    return render(
        "desk/wording_form.html",
        sheet=sheet,
        form=form,
        previews=list(sheet.previews(message, typed)) if typed else [],
        japanese=sheet.fitting("ja") or blanks.read(sheet.template, sheet.variant, "ja")[0],
        meaning=meaning,
    )


def checked(sheet, form):
    """The words as they would be kept. Raises what is wrong with them."""
    words = wordings.normal(form.subject.data, form.body.data)
    wordings.refuse(words, sheet.template, sheet.blanks)
    return words


def save(sheet, form):
    return wordings.save(
        db.session,
        sheet.template,
        sheet.variant,
        sheet.code,
        subject=form.subject.data,
        body=form.body.data,
        seen=form.seen_number,
        by=current_user,
        at=clock.now(),
    )


@views.post("/staff/wordings/<letter>/<spoken>/shipped")
@requires(Permission.WORDINGS_EDIT)
def ship_again(letter, spoken):
    sheet, form = Sheet(letter, spoken), ButtonForm()
    if form.done(lambda: shipped_again(sheet)):
        flash(_("From now on the letter goes out in the shipped words again."))
        return redirect(url_for(".wording", letter=letter, spoken=spoken), 303)
    return show(sheet, form)


def shipped_again(sheet):
    seen, at = sheet.standing.number, clock.now()
    which = (sheet.template, sheet.variant, sheet.code)
    return wordings.ship_again(db.session, *which, seen=seen, by=current_user, at=at)
