"""The floor: what a bare Flask application costs under the same server, workers, database and settings as ours.

No translation, session, CSRF, links or ORM: one file that a good engineer would write for speed and nothing else.
Started by the bench with `BENCH_FLOOR_URL` naming the database that `floor_data.fill` made.
"""

import os
from secrets import token_hex

from flask import Flask, abort, redirect, render_template, request
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

COLUMNS = """
    c.code, k.title, k.summary, k.audience, p.name AS place, p.address,
    c.starts_on, c.ends_on, c.closes_on, c.hours, c.capacity, c.fee
"""
JOINED = "FROM cohort c JOIN course k ON k.id = c.course_id JOIN place p ON p.id = c.place_id"
ONE = text("SELECT title FROM course WHERE id = :id")
LIST = text(f"SELECT {COLUMNS} {JOINED} ORDER BY c.starts_on, c.id LIMIT 50")
DETAIL = text(
    f"SELECT c.id, k.description, {COLUMNS}, s.held_on, s.hours AS lesson, s.topic {JOINED}"
    " JOIN session s ON s.cohort_id = c.id WHERE c.id = :id ORDER BY s.held_on"
)
ENROL_PAGE = text("SELECT k.title FROM cohort c JOIN course k ON k.id = c.course_id WHERE c.id = :id")
CAPACITY = "SELECT capacity FROM cohort WHERE id = :id"
TAKEN = text("SELECT count(*) FROM enrolment WHERE cohort_id = :id AND state = 'confirmed'")
INSERT = text(
    "INSERT INTO enrolment (receipt, cohort_id, name, kana, born_on, mail, phone, state)"
    " VALUES (:receipt, :cohort_id, :name, :kana, :born_on, :mail, :phone, :state)"
)
CONFIRMATION = text(
    "SELECT e.receipt, e.name, e.state, k.title FROM enrolment e JOIN cohort c ON c.id = e.cohort_id"
    " JOIN course k ON k.id = c.course_id WHERE e.receipt = :receipt"
)
FIELDS = ["receipt", "name", "kana", "born_on", "mail", "phone"]


def engine_for(url: str) -> Engine:
    """The pool of a worker. Reads run in autocommit: one round trip each."""
    if not url.startswith("sqlite"):
        return create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"prepare_threshold": None})
    engine = create_engine(url, isolation_level="AUTOCOMMIT")

    @event.listens_for(engine, "connect")
    def set_up(connection, _record):
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA foreign_keys=ON")

    return engine


app = Flask(__name__)
engine = engine_for(os.environ["BENCH_FLOOR_URL"])
BEGIN = text("BEGIN IMMEDIATE" if engine.dialect.name == "sqlite" else "BEGIN")
HELD_CAPACITY = text(CAPACITY if engine.dialect.name == "sqlite" else f"{CAPACITY} FOR UPDATE")


@app.get("/hello")
def hello() -> str:
    return "hello"


@app.get("/one")
def one() -> str:
    with engine.connect() as connection:
        return connection.execute(ONE, {"id": 1}).scalar_one()


@app.get("/list")
def cohorts() -> str:
    with engine.connect() as connection:
        rows = connection.execute(LIST).all()
    return render_template("list.html", cohorts=rows)


@app.get("/detail/<int:cohort_id>")
def detail(cohort_id: int) -> str:
    with engine.connect() as connection:
        rows = connection.execute(DETAIL, {"id": cohort_id}).all() or abort(404)
    return render_template("detail.html", cohort=rows[0], sessions=[row[-3:] for row in rows])


@app.get("/enrol/<int:cohort_id>")
def enrol(cohort_id: int) -> str:
    with engine.connect() as connection:
        title = connection.execute(ENROL_PAGE, {"id": cohort_id}).scalar_one_or_none() or abort(404)
    return render_template("enrol.html", id=cohort_id, title=title, receipt=token_hex(12))


@app.post("/enrol/<int:cohort_id>")
def take_seat(cohort_id: int) -> Response:
    answers = {name: request.form[name] for name in FIELDS}
    with engine.connect() as connection:
        connection.execute(BEGIN)
        try:
            _take_seat(connection, cohort_id, answers)
        except IntegrityError:
            connection.exec_driver_sql("ROLLBACK")
            abort(409)
        connection.exec_driver_sql("COMMIT")
    return redirect(f"/confirmation/{answers['receipt']}", 303)


def _take_seat(connection: Connection, cohort_id: int, answers: dict[str, str]) -> None:
    capacity = connection.execute(HELD_CAPACITY, {"id": cohort_id}).scalar_one()
    taken = connection.execute(TAKEN, {"id": cohort_id}).scalar_one()
    state = "confirmed" if taken < capacity else "waitlisted"
    connection.execute(INSERT, answers | {"cohort_id": cohort_id, "state": state})


@app.get("/confirmation/<receipt>")
def confirmation(receipt: str) -> str:
    with engine.connect() as connection:
        row = connection.execute(CONFIRMATION, {"receipt": receipt}).one_or_none() or abort(404)
    return render_template("confirmation.html", **row._mapping)
