"""What must be true of the words of letters."""

from flask_babel import lazy_gettext as _

from ...outbox import blanks, variants, wordings
from ..registry import check


@check(_("Every letter that staff worded knows the blanks in its words."))
def wordings_that_do_not_fit(session, _at):
    for (template, name, code), row in sorted(wordings.all_newest(session).items()):
        variant = variants.named(template, name)
        is_known = variant is not None and template in blanks.templates()
        if row.words and not (variant and is_known and fits(row, variant, code)):
            yield row.id


def fits(row, variant, code):
    return wordings.fitting(row, blanks.read(row.template, variant, code)[1]) is not None
