"""Every address and every role: who gets in is written in one table a feature, and the application does as it says."""

from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Blueprint, Flask

from tests.databases import KIND
from tests.house.who import EVERYBODY
from workforce import access
from workforce.access import Role
from workforce.people.actions import sign_ins

TESTS = Path(__file__).parents[1]
TABLES = sorted(path.parent.name for path in TESTS.glob("*/access_table.py"))
ROUTES = {name: who for table in TABLES for name, who in import_module(f"tests.{table}.access_table").ROUTES.items()}
VISITOR = "visitor"
WHO = [VISITOR, *Role] if KIND == "sqlite" else [VISITOR, Role.ADMIN]
"""Who has which role is compared after one statement that is the same for all of them: two are enough for PostgreSQL,
where test_database opens every page as well, with rows."""


def addresses(app):
    """(endpoint, method, address) of every route, with records that are not there."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: dummy(rule, name) for name in rule.arguments}
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "DELETE"}):
            yield rule.endpoint, method, adapter.build(rule.endpoint, values, method=method)


def dummy(rule, name):
    converter = type(rule._converters[name]).__name__
    return {"LanguageConverter": "ja", "RowNumber": 999_999, "PathConverter": "site.css"}.get(converter, "none")


def test_table_names_every_address_once(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES) | {"static"}


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_in_where_the_table_says_and_nowhere_else(app, browser, who):
    visitor = browser(None if who == VISITOR else who)
    wrong = []
    for endpoint, method, address in addresses(app):
        allowed = ROUTES.get(endpoint, EVERYBODY)
        data = {"csrf_token": visitor.token()} if method == "POST" else None
        answer = visitor.client.open(address, method=method, data=data)
        if allowed == EVERYBODY:
            as_written = answer.status_code not in {401, 403}
        else:
            as_written = entered(answer) is (who in allowed)
        if not as_written:
            wrong.append(f"{endpoint} {method}: {answer.status_code} {answer.location or ''}")
        if endpoint == "people.sign_out" and visitor.account:
            visitor.sign_in(renewed(visitor))

    assert wrong == []


def renewed(visitor):
    """Signing out ends the sign-in; the walk goes on with a new one."""
    sign_ins.start(visitor.session, visitor.account, browser="Firefox", at=datetime.now(UTC))
    return visitor.account


def entered(answer):
    """Neither refused nor asked to sign in."""
    return answer.status_code != 403 and urlsplit(answer.location or "").path != "/ja/sign-in"


def test_application_with_an_undeclared_view_does_not_start():
    views = Blueprint("careless", __name__)
    views.add_url_rule("/careless", "careless", lambda: "")
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(views)

    with pytest.raises(RuntimeError, match=r"careless\.careless"):
        access.check_declared(app)
