"""Files of a course: put there, replaced by a new version, changed in what is said of them, withdrawn."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Database

from ... import history
from ...database import hold
from ...refusals import Refused
from ..models import (
    Cohort,
    Course,
    Material,
    MaterialContent,
    MaterialKind,
    MaterialState,
    MaterialVersion,
    Subject,
    SubjectItem,
)
from ..rules.files import File
from ..rules.materials import MOVES
from ..rules.moves import after
from .changing import change, hold_as_seen, touch

EDITABLE = frozenset({"title", "kind", "cohort_id", "item_id", "is_public", "after_lesson", "from_day"})


class OnlyFormsArePublic(Refused):
    message = _(
        "Only a form to fill in can be public, and only for all cohorts and at once."
        " Take the tick away, or make it such a form."
    )
    field = "is_public"


class TwoBeginnings(Refused):
    message = _("Name the lesson or the day, not both.")
    field = "from_day"


class OfAnotherCourse(Refused):
    message = _("This belongs to another course by now. Choose from the list again.")


class ReasonMissing(Refused):
    message = _("Say why, for example: it held the names of other people.")
    field = "reason"


class StillGiven(Refused):
    message = _("This is the version that people get. Bring a new version first, or withdraw the file.")


class NothingToShow(Refused):
    message = _("Its newest version was erased. Put the right file on the course as a new one.")


class Withdrawn(Refused):
    message = _("This file was withdrawn in the meantime. Show it again first, then bring the new version.")


def put(session: Database, course: Course, *, file: File, key: str, languages, by, at, **values) -> Material:
    """The file becomes version 1 of a new material. `values`: any of EDITABLE; title and kind are needed.

    The same `key` again gives the material that is there. Raises OnlyFormsArePublic, TwoBeginnings, OfAnotherCourse.
    """
    hold(session, course)
    there = select(Material).where(Material.course_id == course.id, Material.key == key)
    if found := session.scalars(there).one_or_none():
        return found
    refuse_unfit(session, course.id, editable(values))
    material = Material(
        course_id=course.id,
        key=key,
        state=MaterialState.SHOWN,
        created_at=at,
        changed_at=at,
        **{"is_public": False} | values,
    )
    session.add(material)
    history.record(session, material, "created", by=by, at=at, to_state=material.state)
    add_version(session, material, file, languages, 1, by=by, at=at)
    return material


def replace(session: Database, material: Material, *, file: File, languages, by, at) -> MaterialVersion:
    """The newest version of it from now on. The same file once more is the version that is there. Raises Withdrawn."""
    hold(session, material)
    session.refresh(material, ["state"])
    if material.state is MaterialState.WITHDRAWN:
        raise Withdrawn
    newest = newest_version(session, material)
    if newest.sha256 == file.sha256 and newest.languages == languages:
        return newest
    return add_version(session, material, file, languages, newest.number + 1, by=by, at=at)


def newest_version(session, material) -> MaterialVersion:
    of_it = MaterialVersion.material_id == material.id
    highest = select(func.max(MaterialVersion.number)).where(of_it).scalar_subquery()
    return session.scalars(select(MaterialVersion).where(of_it, MaterialVersion.number == highest)).one()


def add_version(session, material, file, languages, number, *, by, at):
    version = MaterialVersion(
        material_id=material.id,
        number=number,
        file_kind=file.kind,
        name=file.name,
        languages=languages,
        size=file.size,
        sha256=file.sha256,
        by_id=by.id if by else None,
        at=at,
    )
    session.add(version)
    session.flush()
    session.add(MaterialContent(version_id=version.id, body=file.body))
    named = history.Change("file", None, f"{number}: {file.name}")
    touch(session, material, "version_added", changes=[named], by=by, at=at)
    return version


def edit(session: Database, material: Material, *, seen=None, by, at, **values):
    """`values`: any of EDITABLE. Raises as put, and ChangedMeanwhile."""
    hold_as_seen(session, material, seen)
    now = {name: getattr(material, name) for name in EDITABLE}
    refuse_unfit(session, material.course_id, now | editable(values))
    return change(session, material, values, what="edited", by=by, at=at)


def editable(values):
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    return values


def refuse_unfit(session, course_id, values):
    begins = [values.get("after_lesson"), values.get("from_day")]
    if all(begins):
        raise TwoBeginnings
    is_form = values["kind"] is MaterialKind.BLANK_FORM
    if values.get("is_public") and (not is_form or values.get("cohort_id") or any(begins)):
        raise OnlyFormsArePublic
    cohort, item = values.get("cohort_id"), values.get("item_id")
    if cohort and session.scalar(select(Cohort.course_id).where(Cohort.id == cohort)) != course_id:
        raise OfAnotherCourse
    of_item = select(Subject.course_id).join(SubjectItem, SubjectItem.subject_id == Subject.id)
    if item and session.scalar(of_item.where(SubjectItem.id == item)) != course_id:
        raise OfAnotherCourse


def erase(session: Database, version: MaterialVersion, *, reason, by, at):
    """For good, also for staff: what should never have been brought, say a list of names. That it was there stays.

    Raises ReasonMissing, StillGiven.
    """
    if not reason:
        raise ReasonMissing
    material = session.get_one(Material, version.material_id)
    hold_as_seen(session, material, None)
    if material.state is MaterialState.SHOWN and newest_version(session, material).id == version.id:
        raise StillGiven
    gone = session.execute(delete(MaterialContent).where(MaterialContent.version_id == version.id))
    if gone.rowcount:  # type: ignore[attr-defined]
        history.record(session, version, "erased", reason=reason, by=by, at=at)


def withdraw(session: Database, material: Material, *, reason="", by, at):
    """Nobody but staff finds it from now on. Raises NotNow."""
    state = held_after(session, material, "withdraw")
    move(session, material, state, "withdrawn", reason=reason or None, by=by, at=at)


def show_again(session: Database, material: Material, *, by, at):
    """Raises NotNow, NothingToShow."""
    state = held_after(session, material, "show_again")
    of_newest = MaterialContent.version_id == newest_version(session, material).id
    if not session.scalar(select(MaterialContent.id).where(of_newest)):
        raise NothingToShow
    move(session, material, state, "shown_again", by=by, at=at)


def held_after(session, material, name) -> MaterialState:
    hold_as_seen(session, material, None)
    return after(MOVES, name, material.state)


def move(session, material, state, what, *, by, at, reason=None):
    before, material.state, material.changed_at = material.state, state, at
    history.record(session, material, what, from_state=before, to_state=state, reason=reason, by=by, at=at)
