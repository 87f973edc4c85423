"""The operator somebody who is signed in speaks for: everybody else's is not there."""

from flask import abort
from flask_login import current_user

from ...database import db
from ..models import OperatorContact
from ..queries import contacts


def all_own() -> list[OperatorContact]:
    return contacts.current_of(db.session, current_user.person_id)


def own(operator_id) -> OperatorContact:
    """How the person who is signed in speaks for this operator, with the operator; 404 if they do not."""
    return next((contact for contact in all_own() if contact.operator_id == operator_id), None) or abort(404)
