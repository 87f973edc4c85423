"""What the roles are called, and what they ask of whoever holds one."""

from flask_babel import lazy_gettext as _

from ...access import STAFF_ROLES, Role

NAMES = {
    Role.PERSON: _("Participant"),
    Role.GUARDIAN: _("Guardian"),
    Role.INSTRUCTOR: _("Instructor"),
    Role.OPERATOR: _("Contact of a care operator"),
    Role.CLERK: _("Clerk"),
    Role.COHORT_MANAGER: _("Course manager"),
    Role.PLACEMENT_OFFICER: _("Placement officer"),
    Role.VOLUNTEER_OFFICER: _("Volunteer officer"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMIN: _("Administrator"),
}
INVITED = tuple(role for role in Role if role not in {Role.PERSON, Role.GUARDIAN})
"""Roles that people get from the centre; participants and guardians come by themselves."""


def name(role: Role | str):
    """What a role is called, lazily; also of its stored value."""
    return NAMES[Role(role)]


def are_staff(roles) -> bool:
    """Staff sign in with a password and a second factor; everybody else by a link in a mail."""
    return not STAFF_ROLES.isdisjoint(roles)


def is_guarded(account) -> bool:
    """Whether nobody but its owner may lead the way in elsewhere: whoever keeps a password, and all staff.

    `account` with its grants. Mails on file are set at the counter and come along when people are merged, so they
    prove nothing here; only the account's own mail does.
    """
    return account.password_hash is not None or are_staff(account.roles)


def is_opened_by(account, mail) -> bool:
    """Whether a link sent to `mail`, an address of its human, signs in to `account`."""
    return account.email == mail or not is_guarded(account)
