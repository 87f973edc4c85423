"""The pages shown when something is wrong. They use no database and no signed-in user."""

import logging

from flask import current_app
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from .. import i18n
from ..database import db, is_busy
from ..refusals import Refused

log = logging.getLogger("workforce.errors")


def show_error(error):
    code = error.code if isinstance(error, HTTPException) else 500
    if isinstance(error, OperationalError) and is_busy(error):
        code = 503
    if code and 300 <= code < 400:
        return error
    if code == 500:
        log.exception("request failed", exc_info=error)
    return page(code or 500), code or 500


def page(code, message=None):
    template = current_app.jinja_env.get_template("error.html")
    return template.render(code=code, message=message, language=i18n.current())


def show_refusal(refusal):
    """A rule said no where no form could show it: say so, and lead back to where the reader was."""
    db.session.rollback()
    return page(409, refusal.text()), 409


def init_app(app):
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(OperationalError, show_error)
    app.register_error_handler(500, show_error)
    app.register_error_handler(Refused, show_refusal)
