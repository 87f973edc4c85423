from .accounts import Account, Invitation, RecoveryCode, RoleGrant, SignIn, SignInAttempt, SignInLink
from .addresses import PostalAddress
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
    "PostalAddress",
    "RecoveryCode",
    "RoleGrant",
    "SignIn",
    "SignInAttempt",
    "SignInLink",
    "Verdict",
]
