"""What a trainee reads who asks not to take a subject again."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class NoSeat(Refused):
    message = _("Only somebody with a seat in this cohort has hours. Look at how the enrolment stands now.")


class DocumentMissing(Refused):
    message = _("Write which paper you saw, for example 補講修了確認書.")
    field = "document"


class DocumentToCome(Refused):
    message = _("That day is still to come. Write the day that stands on the paper.")
    field = "document_on"


class NothingExempted(Refused):
    message = _("By the rule that counts now, this qualification exempts nobody from a subject of this course.")
    field = "qualification"


class AskedAlready(Refused):
    message = _("This was asked for already. We write or call when it is decided.")
