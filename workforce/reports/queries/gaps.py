"""What is missing for a whole packet, and where it is mended."""

from dataclasses import dataclass, field
from enum import StrEnum

from ...attendance.rules.standing import GapKind


class Lack(StrEnum):
    """In the order in which they are mended."""

    ISSUER = "issuer"
    DESIGNATION = "designation"
    AUTHORITY = "authority"
    SUBJECTS = "subjects"
    TIMETABLE = "timetable"
    INSTRUCTORS = "instructors"
    ROLLS = "rolls"
    IDENTITY = "identity"
    BIRTH_DATES = "birth_dates"
    WRITTEN = "written"
    PRACTICAL = "practical"
    HOURS = "hours"
    CERTIFICATES = "certificates"


@dataclass(frozen=True)
class Missing:
    """`count`: how many people, lessons or items; `minutes` of the timetable; `names`: the first few."""

    lack: Lack
    count: int = 1
    minutes: int = 0
    names: list[str] = field(default_factory=list)


NAMED = 5
OF_PEOPLE = {
    Lack.WRITTEN: GapKind.WRITTEN,
    Lack.PRACTICAL: GapKind.PRACTICAL,
    Lack.HOURS: GapKind.MINUTES,
}


def gaps(found, *, at) -> list[Missing]:
    """`found`: records.Records. What a cohort that is still running lacks for its end is no gap yet."""
    made = [*of_the_centre(found), *of_the_plan(found)]
    cohort = found.cohort
    if cohort.starts_at and cohort.starts_at <= at:
        made += [*of_lessons(found, at), *of_people(found)]
    if cohort.ends_at and cohort.ends_at <= at:
        made += of_the_end(found)
    return made


def of_the_centre(found):
    if not found.issuer.is_known:
        yield Missing(Lack.ISSUER)
    if not found.issuer.authority:
        yield Missing(Lack.AUTHORITY)
    if not found.register.designation:
        yield Missing(Lack.DESIGNATION)


def of_the_plan(found):
    if not found.cohort.course.subjects:
        yield Missing(Lack.SUBJECTS)
    planned: dict[int, int] = {}
    parts = [part for sitting in found.cohort.sessions for part in sitting.parts]
    for part in parts:
        planned[part.item_id] = planned.get(part.item_id, 0) + part.minutes
    short = {item.id: item.minutes - planned.get(item.id, 0) for item in found.items.values()}
    lacking = [minutes for minutes in short.values() if minutes > 0]
    if lacking:
        yield Missing(Lack.TIMETABLE, len(lacking), sum(lacking))
    untaught = [part for part in parts if part.id not in found.taught]
    if untaught:
        yield Missing(Lack.INSTRUCTORS, len({part.session_id for part in untaught}))


def of_lessons(found, at):
    """Lessons that are over in which somebody of the cohort is recorded nowhere."""
    before = {one.id: found.standings[one.id].before_joining for one in found.trainees}
    counted = {one.id for one in found.trainees if not before[one.id]}
    open_lessons = [
        sitting
        for sitting in found.cohort.sessions
        if sitting.ends_at <= at
        and any((one, part.id) not in found.present for part in sitting.parts for one in counted)
    ]
    if open_lessons:
        yield Missing(Lack.ROLLS, len(open_lessons))


def of_people(found):
    yield from named(Lack.IDENTITY, [one for one in found.trainees if one.person_id not in found.identity])
    yield from named(Lack.BIRTH_DATES, [one for one in found.trainees if one.birth_date is None])


def of_the_end(found):
    for lack, kind in OF_PEOPLE.items():
        yield from named(
            lack, [one for one in found.trainees if any(gap.kind is kind for gap in found.standings[one.id].gaps)]
        )
    certified = {line.enrolment_id for line in found.certificates if not line.note}
    yield from named(Lack.CERTIFICATES, [one for one in found.complete if one.id not in certified])


def named(lack, people):
    if people:
        yield Missing(lack, len(people), names=[one.name for one in people[:NAMED]])
