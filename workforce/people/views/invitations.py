"""What the invited see: to what they are invited, and what is still needed."""

from ... import clock, links
from ...access import public
from ...database import db
from ...forms import ButtonForm
from ...links import Purpose
from ...web import render
from ..actions import invitations as actions
from ..forms.accounts import NameAndPasswordForm, NameForm
from ..forms.own import NewPasswordForm
from ..queries import accounts as queries
from ..rules.roles import are_staff
from . import views
from .landing import link_over
from .sign_in import go_on


@views.route("/invitation/<token>", methods=["GET", "POST"])
@public
def accept_invitation(token):
    at = clock.now()
    read = links.read(Purpose.INVITATION, token, at=at)
    invitation = queries.open_invitation(db.session, read[0], at=at) if read else None
    if invitation is None:
        return link_over(Purpose.INVITATION)
    is_known = queries.by_mail(db.session, invitation.email) is not None
    form = form_for(invitation, is_known)
    if form.done(
        lambda: actions.accept(
            db.session,
            invitation,
            name=form.name() if isinstance(form, NameForm) else None,
            password=form.password.data if "password" in form else None,
            at=at,
        )
    ):
        account = form.result
        return go_on(account, back=None, by_link=False, at=at)
    return render("people/accept_invitation.html", form=form, token=token, invitation=invitation)


def form_for(invitation, is_known):
    """Whoever has an account already has said their name; only staff need a password."""
    if are_staff([invitation.role]):
        return NewPasswordForm() if is_known else NameAndPasswordForm()
    return ButtonForm() if is_known else NameForm()
