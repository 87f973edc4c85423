"""What the house itself asks for: texts to translate, an audit that found something."""

from collections import Counter

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ....i18n import LANGUAGES
from ....i18n.formats import moment
from ....i18n.wording import gaps
from .groups import Group, Item, group


def missing_texts(found):
    """`found`: catalogue.queries.texts.every_text. The page behind each line lists the same texts."""
    missing = Counter(code for text in found for code in gaps(text))
    return group(
        _("Texts missing in a language"),
        _("Everything that visitors read is written in every language."),
        sorted(missing.items()),
        lambda row: Item(
            LANGUAGES[row[0]].name,
            ngettext("%(num)s text is missing or out of date", "%(num)s texts are missing or out of date", row[1]),
            url_for("catalogue.text_gaps", language_code=row[0]),
            _("See the texts"),
        ),
        total=sum(missing.values()),
    )


def last_audit(run):
    """`run`: audit.models.last."""
    title, empty = _("The audit found something"), _("The last audit found nothing.")
    if run is None:
        item = Item(_("The audit has never run."), _("It proves that nothing is lost or double."), audit(), _("Run it"))
        return Group(title, empty, 1, [item])
    if not run.findings:
        return Group(title, empty)
    found = ngettext("%(num)s rule does not hold", "%(num)s rules do not hold", len(run.findings))
    return Group(title, empty, len(run.findings), [Item(found, moment(run.at), audit(), _("See what it found"))])


def audit():
    return url_for("desk.audit")
