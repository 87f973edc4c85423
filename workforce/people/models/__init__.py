from .accounts import Account, Invitation, RecoveryCode, RoleGrant, SignIn, SignInAttempt, SignInLink
from .duplicates import DuplicateCandidate, Merge, Verdict
from .persons import ContactKind, ContactPoint, Person

__all__ = [
    "Account",
    "ContactKind",
    "ContactPoint",
    "DuplicateCandidate",
    "Invitation",
    "Merge",
    "Person",
    "RecoveryCode",
    "RoleGrant",
    "SignIn",
    "SignInAttempt",
    "SignInLink",
    "Verdict",
]
