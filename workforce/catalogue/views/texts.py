"""Texts that translators should look at."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...i18n.languages import LANGUAGES
from ...i18n.wording import Gap
from ...web import lists, render
from ..forms.filters import GapFilterForm
from ..forms.words import AUDIENCES, FIELDS
from ..models import Audience
from ..queries import texts as queries
from ..queries.texts import Holder
from . import views


@views.get("/staff/texts")
@requires(Permission.CATALOGUE_READ)
def text_gaps():
    asked = GapFilterForm(request.args)
    found = queries.text_gaps(db.session, at=clock.now(), language=asked.code)
    page = queries.page_of(found, after=request.args.get("after"), before=request.args.get("before"))
    label = ngettext("%(num)s text in all", "%(num)s texts in all", len(found))
    return render(
        "catalogue/text_gaps.html",
        asked=asked,
        found=page.rows,
        pagination=lists.pagination(page, label),
        field_words=field_words,
        page_of=page_of,
        gap_words=gap_words,
    )


def gap_words(code, gap):
    """One badge: the language by its own name, and what is wrong with it."""
    name = LANGUAGES[code].name
    if gap is Gap.MISSING:
        return _("%(language)s: not written yet", language=name)
    if gap is Gap.STALE:
        return _("%(language)s: older than the Japanese", language=name)
    return _("%(language)s: by a machine", language=name)


def field_words(gap):
    if gap.holder is Holder.AUDIENCE:
        return AUDIENCES[Audience(gap.field)]
    return FIELDS.get(gap.field, gap.field)


def page_of(gap):
    """Where the text can be written."""
    if gap.holder is Holder.COHORT:
        return url_for(".edit_cohort", code=gap.key)
    if gap.holder is Holder.PLACE:
        return url_for(".edit_place", place_id=int(gap.key))
    if gap.holder is Holder.MATERIAL:
        return url_for(".edit_material", material_id=int(gap.key))
    if gap.holder is Holder.AUDIENCE:
        return url_for(".course_audiences", slug=gap.key)
    if gap.holder is Holder.SUBJECT:
        return url_for(".edit_subject", slug=gap.key, subject_id=gap.subject_id)
    return url_for(".edit_course", slug=gap.key)
