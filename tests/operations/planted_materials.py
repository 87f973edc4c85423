"""Faults about the files of courses, for test_audit."""

from tests.make import MONDAY, make_cohort, make_person

NOW = MONDAY
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def put(centre, *, number=1, size=4, body=b"%PDF", **given):
    """A file with one version; (its id, the version's)."""
    defaults = {"kind": "handout", "state": "shown", "title": {"ja": "資料"}, "is_public": False}
    values = defaults | {"course_id": centre.course_id, "created_at": NOW, "changed_at": NOW} | given
    material_id = centre.new("material", key=f"key-{number}-{size}", **values)
    version = {"material_id": material_id, "number": number, "file_kind": "pdf", "name": "a.pdf", "languages": []}
    version_id = centre.new("material_version", **version, size=size, sha256="", at=NOW)
    centre.new("material_content", version_id=version_id, body=body)
    return material_id, version_id


@fault
def files_without_their_bytes(centre):
    return put(centre, size=5)[1]


@fault
def files_with_gaps_in_their_versions(centre):
    return put(centre, number=2)[0]


@fault
def files_of_another_course(centre):
    other = make_cohort(centre.session, code="strange")
    return put(centre, cohort_id=other.id)[0]


@fault
def files_fetched_by_strangers(centre):
    stranger = make_person(centre.session)
    version_id = put(centre)[1]
    return centre.new("material_fetch", version_id=version_id, person_id=stranger.id, first_at=NOW, times=1)
