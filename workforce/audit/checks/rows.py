"""What must be true of every table."""

from functools import cache

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ...database import db
from ...enrolment.models import Enrolment
from ...history import Entry
from ..registry import check


@check(_("No row refers to one that is not there."))
def rows_without_their_parent(session, _at):
    return [f"{where} {row.id}" for where, query in orphans() for row in session.execute(query)]


@cache
def orphans():
    """[(table and column, the query of their orphans)]; of tables that never change, so asked for once."""
    return [
        (f"{table.name}.{column.name}", without_parent(table, column, element.column))
        for table in db.metadata.sorted_tables
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
        for column, element in zip(key.columns, key.elements, strict=True)
    ]


def without_parent(table, column, target):
    parent = target.table.alias("parent")
    joined = table.outerjoin(parent, parent.c[target.name] == column)
    return select(table.c.id).select_from(joined).where(column.is_not(None), parent.c[target.name].is_(None))


@check(_("History speaks of enrolments that are there."))
def history_of_nothing(session, _at):
    return session.scalars(
        select(Entry.id)
        .outerjoin(Enrolment, Enrolment.id == Entry.subject_id)
        .where(Entry.subject == Enrolment.__tablename__, Enrolment.id.is_(None))
        .order_by(Entry.id)
    )
