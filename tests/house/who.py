"""Names for groups of roles, for the tables of who may reach which address."""

from workforce.access import ROLES, STAFF_ROLES, Permission, Role

EVERYBODY = "everybody"  # also somebody who has not signed in
SIGNED_IN = frozenset(Role)
STAFF = STAFF_ROLES


def having(permission: Permission):
    """Kept as a set of roles in the tables where a table says the same as the permission on purpose."""
    return frozenset(role for role, permissions in ROLES.items() if permission in permissions)


MANAGERS = frozenset({Role.COHORT_MANAGER, Role.ADMIN})
OFFICE = MANAGERS | {Role.CLERK}
READERS = OFFICE | {Role.PLACEMENT_OFFICER, Role.VOLUNTEER_OFFICER}
ADMINS = frozenset({Role.ADMIN})
AUDITORS = frozenset({Role.ADMIN, Role.AUDITOR})
CONTACTS = frozenset({Role.OPERATOR})
