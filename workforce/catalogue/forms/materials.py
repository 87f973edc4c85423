"""Files of a course as staff bring them and speak of them."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired, Length

from ...forms import Form
from ...i18n.languages import LANGUAGES
from ...i18n.wording import plain
from ..models import MaterialKind
from ..rules import files
from ..rules.materials import KIND_NAMES
from .courses import number_or_none, one_of
from .fields import ChoiceField, ChoicesField, DayField, SeenField, WholeField
from .texts import LocalizedField

FILE, LANGUAGES_OF_IT = _("File"), _("Languages it is written in")


class FileForm(Form):
    file = FileField(FILE)
    languages = ChoicesField(LANGUAGES_OF_IT, [(code, one.name) for code, one in LANGUAGES.items()])

    def brought(self, *, most: int) -> files.File:
        """Raises a FileRefused."""
        sent = self.file.data
        return files.checked(sent.filename or "", sent.read(), most=most) if sent else files.checked("", b"", most=most)


class MaterialForm(Form):
    """`cohorts`: (id, code) pairs; `subjects`: of the course, with their items."""

    seen = SeenField()
    title = LocalizedField(lazy_pgettext("file", "What people read as its name"))
    kind = ChoiceField(_("Kind of file"), KIND_NAMES.items(), coerce=one_of(MaterialKind))
    cohort_id = ChoiceField(_("For whom"), coerce=number_or_none)
    item_id = ChoiceField(_("Belongs to"), coerce=number_or_none)
    after_lesson = WholeField(_("Only after the lesson with the number"), least=1, needed=False)
    from_day = DayField(_("Or only from this day on"), needed=False)
    is_public = BooleanField(_("Everybody may fetch it from the page of the course (forms to fill in only)"))

    def __init__(self, *, cohorts, subjects, **kwargs):
        super().__init__(**kwargs)
        only = [(cohort_id, _("Only for %(code)s", code=code)) for cohort_id, code in cohorts]
        self.cohort_id.offer([("", _("Everybody with a seat in this course")), *only])
        items = [
            (one.id, f"{subject.number}-{one.number} {plain(one.title)}")
            for subject in subjects
            for one in subject.items
        ]
        self.item_id.offer([("", _("The course as a whole")), *items])

    PLAIN = ("kind", "cohort_id", "item_id", "after_lesson", "from_day", "is_public")
    WRITTEN = ("title", *PLAIN)

    def values(self):
        """As the actions take them."""
        return {"title": self.title.revised} | {name: self[name].data for name in self.PLAIN}


class NewMaterialForm(MaterialForm, FileForm):
    key = HiddenField(
        validators=[DataRequired(_("This page was not made for sending. Open it again.")), Length(max=64)]
    )
