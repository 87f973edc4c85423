"""The road of the schema. Only commands and tests come here: a web process does not carry Alembic."""

from flask import current_app
from flask_migrate import Migrate
from flask_migrate import upgrade as _upgrade

from ..database import db


def attach(app):
    """Let `app` migrate (and `workforce db …` find it)."""
    Migrate(app, db, directory=str(app.config["MIGRATIONS"]), render_as_batch=False, compare_type=True)


def upgrade():
    """Bring the database of the current application to the newest schema."""
    if "migrate" not in current_app.extensions:
        attach(current_app)
    _upgrade()
