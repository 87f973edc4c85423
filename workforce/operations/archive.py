"""One file that holds everything: `about.json` and, for each table, `<table>.jsonl`, in a tar.gz.

A backup is one snapshot; a restore is one transaction. Values are written so that SQLite and PostgreSQL read the same;
bytes as base64.
"""

import io
import json
import tarfile
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Date, Enum, LargeBinary, Table, func, inspect, select, text, update

from ..database import UTCDateTime, db, writing

FORMAT = 1
BATCH = 2000
BATCH_OF_FILES = 4
"""Of rows that hold a whole file: what is read at once must fit into memory."""
OF_THE_MOMENT = {"retention_permit", "worker", "audit_run", "audit_request"}
"""Tables that say how the running system is; nobody's data."""


class CannotArchive(Exception):
    """The sentence says what to do."""


def write(path: Path, *, at: datetime) -> dict[str, int]:
    """Write the archive; {table: rows}. It appears under its name only when it is whole. Raises CannotArchive."""
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with reading() as connection, tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
            counts = {table.name: pack(archive, connection, table, at) for table in tables()}
            about = {"format": FORMAT, "at": at.isoformat(), "revision": revision(connection), "rows": counts}
            add(archive, "about.json", io.BytesIO(json.dumps(about, indent=2).encode()), at)
        unfinished.chmod(0o600)  # it holds everybody's data
        unfinished.replace(path)
    except OSError as error:
        raise CannotArchive(f"{path} cannot be written: {error.strerror}") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def read(path: Path) -> dict[str, int]:
    """Put the archive into the empty, migrated database; {table: rows}. Raises CannotArchive."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            about = json.load(archive.extractfile("about.json"))  # type: ignore[arg-type]
            with db.engine.begin() as connection:
                refuse_unfit(connection, about)
                for table in tables():
                    insert(connection, table, rows_of(archive, table))
                counts = {table.name: count(connection, table) for table in tables()}
                if counts != about["rows"]:
                    raise CannotArchive("the archive is damaged: it holds other rows than it says")
                continue_numbers(connection)
    except (OSError, KeyError, EOFError, tarfile.TarError, ValueError) as error:
        raise CannotArchive(f"{path} is not an archive that this program wrote: {error}") from None
    return counts


def tables() -> list[Table]:
    """Parents before children."""
    return [table for table in db.metadata.sorted_tables if table.name not in OF_THE_MOMENT]


@contextmanager
def reading():
    """A connection that sees one instant of the database, on both kinds, and writes nothing."""
    token = writing.set(False)
    try:
        with db.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection
            connection.rollback()
    finally:
        writing.reset(token)


def pack(archive, connection, table, at):
    """Add one table; the number of its rows."""
    with tempfile.TemporaryFile() as file:
        rows = 0
        result = connection.execution_options(yield_per=batch_of(table)).execute(select(table).order_by(table.c.id))
        for row in result.mappings():
            file.write(json.dumps(portable(row), ensure_ascii=False).encode() + b"\n")
            rows += 1
        add(archive, f"{table.name}.jsonl", file, at)
    return rows


def batch_of(table):
    return BATCH_OF_FILES if any(isinstance(column.type, LargeBinary) for column in table.columns) else BATCH


def add(archive, name, file, at):
    entry = tarfile.TarInfo(name)
    entry.size = file.seek(0, io.SEEK_END)
    entry.mtime = int(at.timestamp())
    file.seek(0)
    archive.addfile(entry, file)


def portable(row):
    return {name: plain(value) for name, value in row.items()}


def plain(value):
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    return getattr(value, "value", value)


def refuse_unfit(connection, about):
    if about["format"] != FORMAT:
        raise CannotArchive(f"the archive has format {about['format']}, this program reads format {FORMAT}")
    here = revision(connection)
    if here is None:
        raise CannotArchive("this database has no tables yet: run `workforce upgrade` first")
    if about["revision"] != here:
        raise CannotArchive(
            f"the archive was made with schema {about['revision']}, this database has {here}:"
            " restore with the program version that made it, then upgrade"
        )
    if full := [table.name for table in tables() if count(connection, table)]:
        raise CannotArchive(f"this database is not empty ({', '.join(full)}): restore into a fresh one")


def revision(connection):
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_empty(connection) -> bool:
    """True where nobody has put anything into the migrated database yet."""
    return not any(count(connection, table) for table in tables())


def count(connection, table):
    return connection.execute(select(func.count()).select_from(table)).scalar()


def rows_of(archive, table) -> Iterator[dict]:
    read_value = {column.name: reader(column.type) for column in table.columns}
    for line in archive.extractfile(f"{table.name}.jsonl"):
        row = json.loads(line)
        yield {name: None if value is None else read_value[name](value) for name, value in row.items()}


def reader(kind):
    if isinstance(kind, UTCDateTime):
        return datetime.fromisoformat
    if isinstance(kind, Date):
        return date.fromisoformat
    if isinstance(kind, LargeBinary):
        return b64decode
    if isinstance(kind, Enum) and kind.enum_class:
        return kind.enum_class
    return lambda value: value


def insert(connection, table: Table, rows: Iterable[dict]):
    """Rows that refer to rows of their own table get that reference once all of them are there."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    later: list[dict] = []
    rows = iter(rows)
    while batch := list(islice(rows, batch_of(table))):
        for row in batch:
            if links := {name: row[name] for name in own if row[name] is not None}:
                later.append({"id": row["id"], **links})
                row.update(dict.fromkeys(links))
        connection.execute(table.insert(), batch)
    for row in later:
        connection.execute(update(table).where(table.c.id == row.pop("id")).values(**row))


def continue_numbers(connection):
    """PostgreSQL counts ids in sequences of their own: the next one comes after the highest restored."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables():
        highest = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
        connection.execute(select(func.setval(sequence, highest, False)))
