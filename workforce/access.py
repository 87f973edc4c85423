"""Who may do what: the permissions, the roles, and the one place that enforces them."""

from collections.abc import Callable
from enum import StrEnum

from flask import abort, current_app, redirect, render_template, request, url_for
from flask_login import LoginManager, current_user

from . import i18n

login = LoginManager()
NEVER_SHOWN = {"csrf_token", "password", "again", "current"}


class Permission(StrEnum):
    """`feature:action`."""

    SELF_USE = "self:use"
    OPERATOR_USE = "operator:use"
    OPERATORS_READ = "operators:read"
    OPERATORS_MANAGE = "operators:manage"
    DESK_USE = "desk:use"
    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_EDIT = "catalogue:edit"
    CATALOGUE_PUBLISH = "catalogue:publish"
    ENROLMENTS_READ = "enrolments:read"
    ENROLMENTS_MANAGE = "enrolments:manage"
    NEEDS_READ = "enrolments:needs"
    MONEY_READ = "money:read"
    MONEY_MANAGE = "money:manage"
    MONEY_DECIDE = "money:decide"
    PEOPLE_READ = "people:read"
    PEOPLE_EDIT = "people:edit"
    PEOPLE_MERGE = "people:merge"
    ACCOUNTS_MANAGE = "accounts:manage"
    MESSAGES_READ = "messages:read"
    MESSAGES_MANAGE = "messages:manage"
    WORDINGS_EDIT = "messages:word"
    HISTORY_READ = "history:read"
    AUDIT_READ = "audit:read"
    POLICIES_SET = "policies:set"
    SCREENING_ASSESS = "screening:assess"
    SCREENING_DECIDE = "screening:decide"
    ASSIGNMENTS_MANAGE = "scheduling:assign"
    ATTENDANCE_TAKE = "attendance:take"
    ATTENDANCE_MANAGE = "attendance:manage"
    COMPLETION_DECIDE = "attendance:decide"
    CERTIFICATES_ISSUE = "certificates:issue"


class Role(StrEnum):
    PERSON = "person"
    GUARDIAN = "guardian"
    INSTRUCTOR = "instructor"
    OPERATOR = "operator_contact"
    CLERK = "clerk"
    COHORT_MANAGER = "cohort_manager"
    PLACEMENT_OFFICER = "placement_officer"
    VOLUNTEER_OFFICER = "volunteer_officer"
    AUDITOR = "auditor"
    ADMIN = "admin"


SELF = frozenset({Permission.SELF_USE})
OFFICE = SELF | {
    Permission.DESK_USE,
    Permission.CATALOGUE_READ,
    Permission.ENROLMENTS_READ,
    Permission.PEOPLE_READ,
    Permission.OPERATORS_READ,
    Permission.SCREENING_ASSESS,
}
CLERK = OFFICE | {
    Permission.ENROLMENTS_MANAGE,
    Permission.MONEY_READ,
    Permission.MONEY_MANAGE,
    Permission.OPERATORS_MANAGE,
    Permission.PEOPLE_EDIT,
    Permission.MESSAGES_READ,
    Permission.MESSAGES_MANAGE,
    Permission.ASSIGNMENTS_MANAGE,
    Permission.ATTENDANCE_TAKE,
    Permission.ATTENDANCE_MANAGE,
}
MANAGER = CLERK | {
    Permission.CATALOGUE_EDIT,
    Permission.CATALOGUE_PUBLISH,
    Permission.NEEDS_READ,
    Permission.MONEY_DECIDE,
    Permission.PEOPLE_MERGE,
    Permission.WORDINGS_EDIT,
    Permission.HISTORY_READ,
    Permission.SCREENING_DECIDE,
    Permission.COMPLETION_DECIDE,
    Permission.CERTIFICATES_ISSUE,
}

ROLES: dict[Role, frozenset[Permission]] = {
    Role.PERSON: SELF,
    Role.GUARDIAN: SELF,
    Role.INSTRUCTOR: SELF | {Permission.SCREENING_ASSESS, Permission.ATTENDANCE_TAKE},
    Role.OPERATOR: SELF | {Permission.OPERATOR_USE},
    Role.CLERK: CLERK,
    Role.COHORT_MANAGER: MANAGER,
    Role.PLACEMENT_OFFICER: OFFICE,
    Role.VOLUNTEER_OFFICER: OFFICE,
    Role.AUDITOR: SELF
    | {
        Permission.DESK_USE,
        Permission.HISTORY_READ,
        Permission.AUDIT_READ,
        Permission.MESSAGES_READ,
        Permission.MONEY_READ,
    },
    Role.ADMIN: MANAGER | {Permission.ACCOUNTS_MANAGE, Permission.AUDIT_READ, Permission.POLICIES_SET},
}

STAFF_ROLES = frozenset(role for role, permissions in ROLES.items() if Permission.DESK_USE in permissions)


def requires(permission: Permission):
    """This view is for people whose role has `permission`."""

    def declare(view):
        view.access = permission
        return view

    return declare


def public(view):
    """This view is for everybody. What it shows of one record, it loads through a grant (see links.granted)."""
    view.access = None
    return view


def may(account, permission: Permission) -> bool:
    return account.is_authenticated and any(permission in ROLES[role] for role in account.roles)


def check_request():
    """Refuse before the view runs: to sign in if nobody has, 403 if the right is missing."""
    permission = getattr(current_app.view_functions.get(request.endpoint or ""), "access", None)
    if permission is None:
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if not may(current_user, permission):
        abort(403)
    return None


def ask_to_sign_in():
    """Whoever was typing when their sign-in ended gets it back; sent again, the form shows itself with all of it."""
    if typed := what_was_typed():
        return render_template("signed_out.html", typed=typed, action=request.full_path.rstrip("?")), 401
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.sign_in", language=i18n.current().code, next=back), 303)


def what_was_typed() -> list[tuple[str, str]]:
    """(name, value) of every field of the form, but for tokens and passwords."""
    if request.headers.get("HX-Request-Type") == "partial":
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_SHOWN]


def undeclared(app):
    return sorted(name for name, view in app.view_functions.items() if not hasattr(view, "access"))


def check_declared(app):
    if names := undeclared(app):
        raise RuntimeError(f"declare @requires(...) or @public on: {', '.join(names)}")


def load_signed_in(loader: Callable):
    """`people` registers how a sign-in token becomes an account with `.roles`; nothing here imports it."""
    login.user_loader(loader)
    return loader


def init_app(app):
    login.init_app(app)
    login.session_protection = None  # sign-ins are rows that can be ended; an address that changes on a train is normal
    app.before_request(check_request)
    app.jinja_env.globals.update(may=lambda permission: may(current_user, permission), Permission=Permission)
