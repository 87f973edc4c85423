"""Why no certificate is issued, replaced, renewed or printed again."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class NoRegister(Refused):
    message = _("No certificates are issued for this kind of course. An administrator can set the rule for it.")


class NoIssuer(Refused):
    message = _("Nobody is named who issues certificates. An administrator sets that under the rules of the centre.")


class NobodyReady(Refused):
    message = _("Nobody in this cohort can be given a certificate now. The list says why.")


class SeenBefore(Refused):
    message = _("Something has changed since you opened this page. Look at the list again, then press the button.")


class HasOne(Refused):
    message = _("This person has a certificate for this course. Replace it, or void it first.")


class NotOfCourse(Refused):
    message = _("This person is not in the course: their application was cancelled. No certificate is issued.")


class Forgotten(Refused):
    message = _("What was personal in this record is deleted, so no certificate can be made of it.")


class BirthDateMissing(Refused):
    message = _("The birth date is missing. Type it into the person's record first: the certificate must say it.")


class NotPrintable(Refused):
    """Raised with `letters`."""

    message = _(
        "Our fonts do not have these letters of the name: %(letters)s. Ask the person which form the certificate may "
        "show, and put the name right in their record first."
    )


class VoidAlready(Refused):
    message = _("This certificate is void already.")


class ReplacedAlready(Refused):
    message = _("This certificate was replaced by another. Work with the newest one.")


class ReasonMissing(Refused):
    message = _("Write the reason. It is kept with the certificate.")
    field = "reason"


class WordsMissing(Refused):
    message = _("Write to the person why: it stands in their letter and on their page.")
    field = "words"


class NoCopies(Refused):
    message = _("The rule for this kind of course allows no second print. Give a confirmation from the register.")


class DocumentMissing(Refused):
    message = _("Choose which document you saw. A copy is only for the person themselves.")
    field = "document"


class NotRenewable(Refused):
    message = _("This certificate cannot be renewed by work: its rule does not say so, or it never ends.")


class WorkedTooLittle(Refused):
    """Raised with `months`, what the rule asks for."""

    message = _("That is too little: the rule asks for %(months)s months of work within the time of the certificate.")
    field = "until"


class OutsideItsTime(Refused):
    message = _("Only work within the time of the certificate counts, and only up to today. Look at the days again.")
    field = "since"


class OfficeMissing(Refused):
    message = _("Write the office where the person worked, and which document proves it.")
    field = "office"


class RestsOnThis(Refused):
    """Raised with `number`."""

    message = _("Certificate %(number)s was issued on this. Make it void first; then change it here.")


class HasCertificate(Refused):
    """An enrolment with a certificate stays where it is."""

    message = _("A certificate was issued for this. Void the certificate first; then it can be cancelled or moved.")
