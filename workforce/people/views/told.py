"""What history and letters tell of people and of how they sign in."""

from flask_babel import lazy_gettext as _

from ... import staff_words
from ...i18n import LANGUAGES
from ..actions.addresses import CALL, LETTER
from ..rules import roles

staff_words.subject(
    "person",
    _("Person"),
    told={
        "created": _("Record made"),
        "names_changed": _("Name changed"),
        "reach_changed": _("Postal address or way of telling changed"),
        "birth_date_changed": _("Date of birth changed"),
        "language_changed": _("Language changed"),
        "contact_change_asked": _("New contact named, not confirmed"),
        "contact_confirmed": _("Contact confirmed"),
        "contact_change_refused": _("New contact refused"),
        "merged": _("Merged with another record"),
        "merge_undone": _("Merge taken back"),
        "identity_checked": _("Showed a document that says who they are"),
        "identity_check_withdrawn": _("Taken back: a document was shown"),
        "not_the_same": _("Found not to be the same person as another record"),
    },
)
staff_words.subject(
    "account",
    _("Account"),
    told={
        "account_created": _("Account made"),
        "account_closed": _("Account closed"),
        "password_set": _("Password set"),
        "password_changed": _("Password changed"),
        "role_granted": _("Role given"),
        "role_ended": _("Role ended"),
        "second_factor_set_up": _("Second factor set up"),
        "second_factor_renewed": _("Second factor renewed"),
        "second_factor_reset": _("Second factor reset by an administrator"),
        "recovery_codes_renewed": _("New recovery codes made"),
        "recovery_code_used": _("Signed in with a recovery code"),
    },
    states=roles.NAMES,
)
staff_words.subject(
    "invitation",
    _("Invitation"),
    told={
        "invited": _("Invited"),
        "invited_again": _("Invited again"),
        "invitation_accepted": _("Invitation accepted"),
        "invitation_cancelled": _("Invitation stopped"),
    },
    states=roles.NAMES,
)
staff_words.fields(
    {
        "family_name": _("Family name"),
        "given_name": _("Given name"),
        "family_kana": _("Reading of the family name"),
        "given_kana": _("Reading of the given name"),
        "roman_name": _("Name in Roman letters"),
        "birth_date": _("Date of birth"),
        "language": _("Language"),
        "mail": _("Mail"),
        "phone": _("Telephone"),
        "channel": _("How to tell"),
        "postal_code": _("Postal code"),
        "prefecture": _("Prefecture"),
        "municipality": _("City, ward, town"),
        "street": _("District and number"),
        "building": _("Building and room"),
    }
)
staff_words.values("language", {language.code: language.name for language in LANGUAGES.values()})
staff_words.values("channel", {LETTER: _("Letter"), CALL: _("Telephone")})
staff_words.letters(
    {
        "contact_change": _("Was it you who changed your contact?"),
        "sign_in_link": _("Your link to sign in"),
        "invitation": _("Invitation to work here"),
        "sign_in_password_changed": _("Your password was changed"),
        "sign_in_recovery_code_used": _("A recovery code was used"),
        "sign_in_second_factor_reset": _("Your second factor was reset"),
    }
)
