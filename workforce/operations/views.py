"""/health and /metrics, for machines: outside the languages, without personal data."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from .. import clock
from ..access import public
from ..database import db
from . import queries

views = Blueprint("operations", __name__)


@views.get("/health")
@public
def health():
    """200 while the database answers and a worker was heard of within the minute; what is wrong otherwise, with 503."""
    try:
        age = queries.worker_age(db.session, clock.now())
    except SQLAlchemyError:
        return unhealthy(database="does not answer", worker="unknown")
    if age is None or age > queries.WORKER_SILENT:
        return unhealthy(database="ok", worker="none has worked yet" if age is None else f"silent for {age:.0f} s")
    return fresh(jsonify(database="ok", worker="ok", worker_age=round(age, 1)))


@views.get("/metrics")
@public
def metrics():
    text = queries.as_text(queries.metrics(db.session, clock.now()))
    return fresh(Response(text, content_type="text/plain; version=0.0.4; charset=utf-8"))


def unhealthy(**words):
    response = fresh(jsonify(**words))
    response.status_code = 503
    return response


def fresh(response):
    response.headers["Cache-Control"] = "no-store"
    return response


def register(app):
    app.register_blueprint(views)
