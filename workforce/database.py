"""The database: base class, column types, the one lock, and the end of every request's transaction."""

import enum
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from select import POLLIN, poll
from typing import TYPE_CHECKING, Any

from flask import g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Enum, MetaData, TypeDecorator, bindparam, event, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.pool import Pool

WAIT_SECONDS = 30  # an opening minute on a busy machine: later is better than not at all
BUSY_MILLISECONDS = 5000
STATEMENT_SECONDS = 60  # nothing that a person waits for takes so long, unless something is wrong

writing: ContextVar[bool] = ContextVar("writing", default=True)


class UTCDateTime(TypeDecorator):
    """An aware instant. Naive values are refused: whoever made one knows the zone, we do not."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)  # SQLite drops the zone


LocalizedText = dict[str, Any]
"""{"ja": "…", "vi": {"text": "…", "of": "<fingerprint of the ja text>", "by": "machine|person"}}; see i18n.wording."""

Texts = list[str]
"""A short list of words, as JSON."""

JSON_COLUMN = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(
        type_annotation_map={
            datetime: UTCDateTime,
            LocalizedText: JSON_COLUMN,
            Texts: JSON_COLUMN,
            enum.Enum: Enum(
                enum.Enum,
                native_enum=False,
                create_constraint=True,
                length=30,
                values_callable=lambda members: [member.value for member in members],
            ),
        }
    )


if TYPE_CHECKING:

    class Database(SQLAlchemy):
        """For the type checker: the scoped session is used as the session it stands for."""

        session: Session  # type: ignore[assignment]
else:
    Database = SQLAlchemy

db = Database(model_class=Base)


def hold(session, row, of=None):
    """Until this transaction ends, nobody else may hold or change `row`; afterwards read again what you decide by.

    `of`: the model, where `row` is only its plain values.

    On SQLite every writing transaction is alone already; the update makes that true for a deferred one too.
    """
    session.flush()
    connection = session.connection()
    connection.execute(holding((of or type(row)).__table__, connection.dialect.name), {"row": row.id})


@lru_cache
def holding(table, dialect):
    this = table.c.id == bindparam("row")
    if dialect == "postgresql":
        return select(table.c.id).where(this).with_for_update(key_share=True)
    return update(table).where(this).values(id=table.c.id)


# --- SQLite -----------------------------------------------------------------------------------------------------------


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # a receipt is a promise
        connection.execute("PRAGMA foreign_keys=ON")


@event.listens_for(Engine, "begin")
def begin_sqlite(connection):
    if connection.dialect.name != "sqlite":
        return
    opened = connection.connection.driver_connection
    if writing.get():
        take_turn(connection)
        begin_writing(opened)
    else:
        opened.execute("BEGIN")


TURNS: defaultdict[str | None, threading.Lock] = defaultdict(threading.Lock)
"""By database file: the threads of one process stand in line here, so that only the first of them asks SQLite."""


def take_turn(connection):
    """Wait until no other thread of this process writes; `give_turn` ends it when the connection goes back."""
    kept = connection.connection._connection_record.record_info
    if "turn" not in kept:
        turn = TURNS[connection.engine.url.database]
        if not turn.acquire(timeout=WAIT_SECONDS):
            raise sqlite3.OperationalError("database is locked by this process")
        kept["turn"] = turn


@event.listens_for(Pool, "checkin")
def give_turn(_connection, record):
    if turn := record.record_info.pop("turn", None):
        turn.release()


def begin_writing(connection):
    """BEGIN IMMEDIATE, asking every millisecond.

    SQLite's own waiting backs off to 100 ms, so under load the unlucky wait for seconds (2.3 s measured); asking at an
    even pace gives every process the same chance.
    """
    connection.execute("PRAGMA busy_timeout=0")
    try:
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.001)
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


@event.listens_for(Pool, "checkout")
def replace_dropped(connection, _record, _proxy):
    """A connection that the server or a pooler has closed while it lay in the pool is replaced before its first use.

    An idle server says nothing, unless good-bye: so looking at the socket is enough, and costs no statement.
    """
    if server := getattr(connection, "pgconn", None):
        waiting = poll()
        waiting.register(server.socket, POLLIN)
        if waiting.poll(0):
            raise DisconnectionError("dropped while nobody used it")


@event.listens_for(Session, "before_flush")
def refuse_writing_on_get(session, _context, _instances):
    if not writing.get() and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a GET never writes")


# --- one request, one transaction -------------------------------------------------------------------------------------


def begin_request():
    writing.set(request.method not in {"GET", "HEAD", "OPTIONS"})


def end_transaction(response):
    """Commit what a successful request did; undo everything else; then write what must survive either way."""
    scope: Any = db.session
    if scope.registry.has():  # a page that asked the database nothing has nothing to end
        if response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
    for write in g.pop("surviving", ()):
        in_own_transaction(write)
    return response


def survive(write):
    """Run `write(session)` in a short transaction of its own after this request, even if the request is refused.

    For failed sign-ins, throttles and views of sensitive fields. Outside a request it runs at once.
    """
    if request:
        g.setdefault("surviving", []).append(write)
    else:
        in_own_transaction(write)


def in_own_transaction(write):
    with transaction() as session:
        write(session)


def wholly(act):
    """What `act()` did before it refused is undone at once: nothing of it is on the page that explains the refusal.

    Rows that were read before are to be read again.
    """
    with db.session.begin_nested():
        return act()


@contextmanager
def transaction(writes=True) -> Iterator[Session]:
    """A session that commits at the end and rolls back on an exception: for commands, jobs and what must survive."""
    token = writing.set(writes)
    try:
        with Session(db.engine) as session, session.begin():
            yield session
    finally:
        writing.reset(token)


def each_alone(find, act, now, *, stop):
    """`act(session, one, at=now())` for each that `find(session, at=now())` gives, in a transaction of its own, until
    `stop()`: what is not done now is found again at the next look.
    """
    with transaction(writes=False) as session:
        due = find(session, at=now())
    for one in due:
        if stop():
            return
        with transaction() as session:
            act(session, one, at=now())


@contextmanager
def reading() -> Iterator[Connection]:
    """For pages that everybody asks for and that show plain rows alone (see `stored`): a connection without a session,
    which costs a third more.
    """
    with db.engine.connect() as connection:
        yield connection


@contextmanager
def answering() -> Iterator[Session | Connection]:
    """What a post goes by belongs to its transaction; a page that is only shown needs no session."""
    if writing.get():
        yield db.session
    else:
        with reading() as connection:
            yield connection


def is_busy(error):
    """True where the database was locked or busy for too long, or ended one of two who waited for each other: worth
    trying again.
    """
    signs = ("locked", "lock timeout", "statement timeout", "deadlock detected")
    return isinstance(error, OperationalError) and any(sign in str(error) for sign in signs)


def engine_options(url):
    private = {"hide_parameters": True}  # an error's text reaches the log: no names and addresses in it
    if url.startswith("sqlite"):
        return private | {"connect_args": {"timeout": BUSY_MILLISECONDS / 1000}}
    # A pooler in transaction mode may stand in front: no prepared statements, nothing kept on the connection.
    pool = {"pool_size": 4, "max_overflow": 8, "pool_recycle": 600}
    return private | pool | {"connect_args": {"prepare_threshold": None} | limits(url)}


def limits(url):
    """How long PostgreSQL lets us wait, said once a connection. A pooler must be told to pass over these `options`, and
    the role be given the limits instead (see README); an address that names its own options keeps them.
    """
    if "options=" in url:
        return {}
    said = {"lock_timeout": WAIT_SECONDS, "statement_timeout": STATEMENT_SECONDS}
    return {"options": " ".join(f"-c {name}={seconds}s" for name, seconds in said.items())}


def init_app(app):
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    db.init_app(app)
    app.before_request(begin_request)
    app.after_request(end_transaction)
