from .accounts import Account, Invitation, RecoveryCode, RoleGrant, SignIn, SignInAttempt, SignInLink
from .duplicates import DuplicateCandidate, Merge, Verdict
from .identity import Document, IdentityCheck
from .persons import ContactKind, ContactPoint, Person

__all__ = [
    "Account",
    "ContactKind",
    "ContactPoint",
    "Document",
    "DuplicateCandidate",
    "IdentityCheck",
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
