"""The parts of a score, and what a plan breaks, in sentences."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ..rules.scoring import Broken, Criterion, Part, Rule
from ..rules.tables import Hall

MIXED = {
    Criterion.PROFESSIONS: lambda **given: _(
        "Tables with %(least)s professions or more: %(reached)s of %(tables)s", **given
    ),
    Criterion.EMPLOYERS: lambda **given: _(
        "Tables with people of %(least)s employers or more: %(reached)s of %(tables)s", **given
    ),
    Criterion.EXPERIENCE: lambda **given: _(
        "Tables where experience of %(least)s different lengths meets: %(reached)s of %(tables)s", **given
    ),
    Criterion.LANGUAGES: lambda **given: _(
        "Tables with people of %(least)s languages or more: %(reached)s of %(tables)s", **given
    ),
}


def sentence(part: Part, hall: Hall) -> str:
    if part.criterion in MIXED:
        return MIXED[part.criterion](least=part.least, reached=part.reached, tables=hall.tables)
    if part.criterion is Criterion.HELP:
        return _(
            "Of %(people)s who need help with a language, %(reached)s sit beside somebody who speaks it.",
            people=part.least,
            reached=part.reached,
        )
    if part.reached:
        return ngettext(
            "%(num)s person is one too many at their table, or is missing at another.",
            "%(num)s people are too many at their table, or are missing at another.",
            part.reached,
        )
    return _("All tables are filled evenly.")


def broken_words(one: Broken, names: dict[int, str]) -> str:
    who = [names[each] for each in one.ids]
    if one.rule is Rule.APART:
        return _("%(one)s and %(other)s sit at the same table and should not.", one=who[0], other=who[1])
    if one.rule is Rule.BESIDE:
        return _("%(one)s and %(other)s should sit beside each other.", one=who[0], other=who[1])
    # what is missing there is a need, which not everybody may read
    return _("%(name)s needs another table: this one lacks what they need.", name=who[0])
