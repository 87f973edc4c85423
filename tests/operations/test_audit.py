"""Each check finds its fault: a sound centre is proven clean, then one thing is broken behind its back, by SQL."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.enrolment.enrolled import enrolled, young
from tests.make import (
    MONDAY,
    make_account,
    make_cohort,
    make_contact,
    make_course,
    make_operator,
    make_person,
    saved,
)
from tests.operations import (
    planted_availability,
    planted_certificates,
    planted_dates,
    planted_engagements,
    planted_honoraria,
    planted_hours,
    planted_make_up,
    planted_materials,
    planted_plans,
    planted_requests,
    planted_rolls,
    planted_rooms,
    planted_seating,
)
from tests.screening.assessed import begun, decide, give, marked, screening
from workforce import create_app
from workforce.access import Role
from workforce.audit import models, running
from workforce.audit.registry import CHECKS
from workforce.catalogue.models import Place, Selection, SubjectItem
from workforce.database import db
from workforce.enrolment.actions import draws
from workforce.enrolment.models import Draw, State
from workforce.enrolment.rules.consents import version
from workforce.i18n.wording import localized_text
from workforce.people.models import DuplicateCandidate, Verdict
from workforce.refusals import Refused
from workforce.screening.models import Mark, Placing, Sheet

NOW = MONDAY
DAY = timedelta(days=1)
YOUNG = young(NOW)


@pytest.fixture
def centre(app, session):
    """A course that is taught, two seats, three people of whom one waits, and a girl whose guardian has not signed."""
    course = make_course(session)
    item = session.scalars(sa.select(SubjectItem)).one()
    cohort = make_cohort(session, course=course, taught=[(item, 60)], capacity=2)
    cohort.ends_at = cohort.starts_at + timedelta(hours=1)
    session.flush()
    people = [enrolled(session, cohort, at=NOW) for _ in range(3)]
    other = make_cohort(session, course=make_course(session, items=()))
    girl = enrolled(session, other, birth_date=YOUNG, at=NOW)
    saved(session, Place(name=localized_text("市民会館"), address="見本市", access={}))
    with app.app_context():
        yield Centre(session, cohort, people, girl)
    session.rollback()


class Centre:
    def __init__(self, session, cohort, people, girl):
        self.session = session
        self.cohort = cohort
        self.first, self.second, self.waiting = people
        self.girl = girl

    def sql(self, statement, **values):
        self.session.flush()
        self.session.execute(sa.text(statement), values)
        self.session.expire_all()

    def new(self, table, **values):
        """A row, straight into `table`; its id."""
        self.session.flush()
        return self.session.execute(db.metadata.tables[table].insert().values(**values)).inserted_primary_key[0]

    def broken(self, *names):
        """What all checks find, or these."""
        return running.found(self.session, at=NOW, names=names or None)

    @property
    def course_id(self):
        return self.cohort.course_id


def test_sound_centre_is_clean(centre):
    assert centre.broken() == {}


def test_there_are_many_checks_and_each_has_a_fault_planted_below():
    assert len(CHECKS) >= 20
    assert set(CHECKS) == set(FAULTS)


FAULTS = {
    **planted_availability.FAULTS,
    **planted_dates.FAULTS,
    **planted_engagements.FAULTS,
    **planted_materials.FAULTS,
    **planted_requests.FAULTS,
    **planted_rolls.FAULTS,
    **planted_plans.FAULTS,
    **planted_rooms.FAULTS,
    **planted_seating.FAULTS,
    **planted_honoraria.FAULTS,
    **planted_hours.FAULTS,
    **planted_make_up.FAULTS,
    **planted_certificates.FAULTS,
}


def fault(plant):
    """`plant(centre)` breaks what the check of the same name proves, and may return the rows it should find."""
    FAULTS[plant.__name__] = plant
    return plant


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_planted_fault_is_found(centre, name):
    expected = FAULTS[name](centre)

    broken = centre.broken(name)
    assert name in broken
    if expected is not None:
        assert broken[name] == [expected]


def test_a_centre_that_is_broken_in_many_ways_at_once_is_looked_through_to_the_end(centre):
    """No check stumbles over what another one is there to find."""
    for plant in FAULTS.values():
        with suppress(IntegrityError, Refused), centre.session.begin_nested():
            plant(centre)  # some make what another has made already

    assert len(centre.broken()) > len(CHECKS) / 2


# --- enrolment --------------------------------------------------------------------------------------------------------


@fault
def cohorts_over_capacity(centre):
    centre.sql("UPDATE cohort SET capacity = 1 WHERE id = :id", id=centre.cohort.id)
    return centre.cohort.id


@fault
def people_enrolled_twice(centre):
    centre.sql(
        "UPDATE person SET merged_into_id = :kept WHERE id = :other",
        kept=centre.first.person_id,
        other=centre.second.person_id,
    )
    return centre.second.id


@fault
def seats_taken_past_the_waiting(centre):
    centre.sql("UPDATE cohort SET capacity = 3 WHERE id = :id", id=centre.cohort.id)
    late = copy_of(centre, centre.waiting, state="confirmed")
    centre.new("history", subject="enrolment", subject_id=late, what="enrol", to_state="confirmed", at=NOW)
    return late


def copy_of(centre, enrolment, **changes):
    """Another person's enrolment like this one, from nowhere; its id."""
    table = db.metadata.tables["enrolment"]
    row = dict(centre.session.execute(sa.select(table).where(table.c.id == enrolment.id)).mappings().one())
    person = make_person(centre.session, mail=f"{changes.get('idempotency_key', 'late')}@example.jp")
    row |= {"receipt": "0000000000", "idempotency_key": "late", "person_id": person.id} | changes
    del row["id"]
    return centre.new("enrolment", **row)


def test_who_waited_longer_and_was_passed_over_is_found_whoever_got_the_seat(centre):
    """Nothing is wrong once those before have left the list."""
    centre.sql("UPDATE cohort SET capacity = 4 WHERE id = :id", id=centre.cohort.id)
    second = copy_of(centre, centre.waiting, state="confirmed")
    moved(centre, second, "enrol", "waitlisted")
    third = copy_of(centre, centre.waiting, state="cancelled", idempotency_key="later", receipt="1111111111")
    moved(centre, third, "enrol", "waitlisted")
    moved(centre, third, "cancel", "cancelled")
    moved(centre, centre.waiting.id, "cancel", "cancelled")
    moved(centre, second, "confirm", "confirmed")
    names = ["seats_taken_past_the_waiting"]
    assert running.found(centre.session, at=NOW, names=names) == {}

    fourth = copy_of(centre, centre.waiting, idempotency_key="last", receipt="2222222222")
    moved(centre, fourth, "enrol", "waitlisted")
    fifth = copy_of(centre, centre.waiting, state="confirmed", idempotency_key="over", receipt="3333333333")
    moved(centre, fifth, "enrol", "waitlisted")
    moved(centre, fifth, "confirm", "confirmed")
    moved(centre, fourth, "confirm", "confirmed")
    assert running.found(centre.session, at=NOW, names=names) == {names[0]: [fifth]}


def moved(centre, enrolment_id, what, to_state):
    centre.new("history", subject="enrolment", subject_id=enrolment_id, what=what, to_state=to_state, at=NOW)


def test_who_was_put_at_another_place_with_a_reason_neither_passes_nor_is_passed(centre):
    centre.sql("UPDATE cohort SET capacity = 4 WHERE id = :id", id=centre.cohort.id)
    second = copy_of(centre, centre.waiting, state="confirmed")
    moved(centre, second, "enrol", "waitlisted")
    moved(centre, second, "reordered", "waitlisted")
    moved(centre, second, "confirm", "confirmed")

    assert running.found(centre.session, at=NOW, names=["seats_taken_past_the_waiting"]) == {}


def offered(centre):
    """The one who waits is offered a seat behind the back of the house; the id of the offer."""
    centre.sql("UPDATE enrolment SET state = 'offered' WHERE id = :id", id=centre.waiting.id)
    centre.sql("UPDATE enrolment SET state = 'cancelled' WHERE id = :id", id=centre.first.id)
    return centre.new("offer", enrolment_id=centre.waiting.id, made_at=NOW - DAY, expires_at=NOW + DAY)


@fault
def offers_without_a_clock(centre):
    centre.sql("DELETE FROM offer WHERE id = :id", id=offered(centre))
    return centre.waiting.id


@fault
def offers_left_open(centre):
    number = offered(centre)
    centre.sql("UPDATE enrolment SET state = 'cancelled' WHERE id = :id", id=centre.waiting.id)
    return number


@fault
def offers_past_their_time(centre):
    number = offered(centre)
    centre.sql("UPDATE offer SET expires_at = :at WHERE id = :id", at=str(NOW - timedelta(minutes=11)), id=number)
    return number


def group_of(centre, *enrolments, **given):
    """The id of a group in which these wait at the place that each of them had."""
    group = centre.new("waiting_group", cohort_id=centre.cohort.id, made_at=NOW, **given)
    for one in enrolments:
        centre.sql(
            "UPDATE enrolment SET waiting_group_id = :group, own_queued_at = queued_at WHERE id = :id",
            group=group,
            id=one if isinstance(one, int) else one.id,
        )
    return group


@fault
def groups_at_two_places(centre):
    late = copy_of(centre, centre.waiting, queued_at=NOW + DAY)
    return group_of(centre, centre.waiting, late)


@fault
def groups_of_nobody(centre):
    return group_of(centre)


@fault
def groups_offered_in_part(centre):
    return group_of(centre, ended_at=NOW, offered=2)


@fault
def groups_seated_past_the_waiting(centre):
    """Two who come last are offered seats, and whoever waits before them still does."""
    group = group_of(centre, ended_at=NOW, offered=2)
    for n in range(2):
        changes = {"receipt": f"000000000{n}", "idempotency_key": f"late{n}", "state": "offered"}
        one = copy_of(centre, centre.waiting, **changes)
        for what, state in (("enrol", "waitlisted"), ("offer", "offered")):
            centre.new("history", subject="enrolment", subject_id=one, what=what, to_state=state, at=NOW)
        centre.new("offer", enrolment_id=one, made_at=NOW, expires_at=NOW + DAY, waiting_group_id=group)
    return group


@fault
def seats_that_groups_leave_free(centre):
    late = copy_of(centre, centre.waiting)
    group_of(centre, centre.waiting, late)
    centre.sql("UPDATE cohort SET capacity = 4 WHERE id = :id", id=centre.cohort.id)
    return centre.cohort.id


@fault
def seats_that_are_stuck(centre):
    centre.sql("UPDATE cohort SET capacity = 3 WHERE id = :id", id=centre.cohort.id)
    return centre.cohort.id


@fault
def waiting_in_vain(centre):
    centre.sql("UPDATE cohort SET starts_at = :at WHERE id = :id", at=str(NOW - 2 * DAY), id=centre.cohort.id)
    centre.sql("UPDATE enrolment SET changed_at = :at WHERE cohort_id = :id", at=str(NOW - DAY), id=centre.cohort.id)
    return centre.cohort.id


@fault
def arrangements_of_nothing(centre):
    by = make_account(centre.session)
    row = {"enrolment_id": centre.first.id, "need": "interpreter", "note": "通訳", "by_id": by.id, "at": NOW}
    return centre.new("arrangement", **row)


@fault
def documents_shown_twice(centre):
    by, person_id = make_account(centre.session), centre.first.person_id
    row = {"person_id": person_id, "document": "passport", "checked_on": NOW.date(), "checked_by_id": by.id}
    for _time in range(2):
        centre.new("identity_check", recorded_at=NOW, **row)
    return person_id


@fault
def forms_unlike_their_version(centre):
    row = {"course_id": centre.course_id, "number": 1, "keys": ["motivation"], "shown": {}, "published_at": NOW}
    centre.new("form_version", **row)
    centre.sql("UPDATE course SET form_version = 1 WHERE id = :id", id=centre.course_id)
    return centre.course_id


@fault
def answers_to_a_lost_version(centre):
    centre.sql("UPDATE enrolment SET form_version = 7 WHERE id = :id", id=centre.first.id)
    return centre.first.id


@fault
def enrolments_unlike_their_history(centre):
    centre.sql("UPDATE enrolment SET state = 'cancelled' WHERE id = :id", id=centre.waiting.id)
    return centre.waiting.id


@fault
def minors_confirmed_without_consent(centre):
    centre.sql(
        "UPDATE person SET birth_date = :birth WHERE id = :id", birth=YOUNG.isoformat(), id=centre.first.person_id
    )
    return centre.first.id


@fault
def adults_waiting_for_a_guardian(centre):
    assert centre.girl.state is State.WAITING_FOR_GUARDIAN
    centre.sql("UPDATE person SET birth_date = '1980-02-29' WHERE id = :id", id=centre.girl.person_id)
    return centre.girl.id


@fault
def consents_without_effect(centre):
    centre.new(
        "guardian_consent",
        enrolment_id=centre.girl.id,
        guardian_name="山田 春子",
        relation="母",
        signed_on=NOW.date(),
        recorded_at=NOW,
    )
    return centre.girl.id


@fault
def receipts_with_a_slip(centre):
    wrong = centre.first.receipt[:-1] + str((int(centre.first.receipt[-1]) + 1) % 10)
    centre.sql("UPDATE enrolment SET receipt = :wrong WHERE id = :id", wrong=wrong, id=centre.first.id)
    return centre.first.id


@fault
def enrolments_in_cohorts_that_are_not_held(centre):
    centre.sql("UPDATE cohort SET state = 'cancelled' WHERE id <> :id", id=centre.cohort.id)
    return centre.girl.id


@fault
def enrolled_people_without_a_contact(centre):
    centre.sql("DELETE FROM contact_point WHERE person_id = :id", id=centre.first.person_id)
    return centre.first.id


@fault
def drafts_kept_too_long(centre):
    return centre.new(
        "draft",
        code_hash="x",
        cohort_id=centre.cohort.id,
        answers={},
        language="ja",
        created_at=NOW - timedelta(days=16),
        expires_at=NOW - timedelta(days=2),
    )


@fault
def details_left_behind(centre):
    centre.sql(
        'UPDATE enrolment SET answers = \'{"motivation": {"value": "x"}}\', forgotten_at = submitted_at WHERE id = :id',
        id=centre.first.id,
    )
    return centre.first.id


# --- messages ---------------------------------------------------------------------------------------------------------


@fault
def decisions_nobody_was_told(centre):
    centre.sql("DELETE FROM outbox WHERE person_id = :id", id=centre.first.person_id)
    return centre.first.id


@fault
def messages_stuck_in_sending(centre):
    long_ago = (NOW - timedelta(hours=1)).isoformat(sep=" ")
    centre.sql(
        "UPDATE outbox SET state = 'sending', taken_at = :at WHERE person_id = :id",
        at=long_ago,
        id=centre.first.person_id,
    )


@fault
def mails_sent_without_a_trace(centre):
    centre.sql("UPDATE outbox SET state = 'sent' WHERE person_id = :id", id=centre.first.person_id)


@fault
def mails_without_an_address(centre):
    centre.sql("UPDATE outbox SET address = '' WHERE person_id = :id", id=centre.first.person_id)


@fault
def wordings_that_do_not_fit(centre):
    words = {"template": "offer", "variant": "", "spoken": "ja", "number": 1, "subject": "席", "body": "[[gone]]"}
    return centre.new("wording", **words, of="", at=NOW)


@fault
def sessions_that_share_a_name(centre):
    times = {"starts_at": NOW, "ends_at": NOW + DAY, "cohort_id": centre.girl.cohort_id, "online": True, "room": ""}
    centre.new("session", **times, uid="")
    centre.sql("UPDATE session SET uid = 'same'")


@fault
def calendars_nobody_should_have(centre):
    feed = {"person_id": centre.first.person_id, "seed": "x", "language": "ja", "made_at": NOW}
    for word in ("one", "two"):
        centre.new("calendar_feed", **feed, token_hash=word)


@fault
def letters_posted_without_print(centre):
    centre.sql("UPDATE outbox SET channel = 'letter', state = 'sent' WHERE person_id = :id", id=centre.first.person_id)


@fault
def bounced_and_nobody_calls(centre):
    centre.sql("UPDATE outbox SET state = 'bounced' WHERE person_id = :id", id=centre.first.person_id)


@fault
def addresses_that_are_wrong(centre):
    centre.sql("UPDATE person SET channel = 'letter' WHERE id = :id", id=centre.first.person_id)
    return centre.first.person_id


@fault
def changes_decided_by_nobody(centre):
    decided = {"decided_at": NOW, "told": False, "reason": "x"}
    return centre.new("session_change", cohort_id=centre.cohort.id, uid="x", at=NOW, **decided)


# --- catalogue --------------------------------------------------------------------------------------------------------


@fault
def cohorts_that_teach_too_little(centre):
    centre.sql("UPDATE session_part SET minutes = 59")
    return centre.cohort.id


@fault
def subjects_that_do_not_add_up(centre):
    centre.sql("UPDATE subject SET minutes = 61")


@fault
def cohorts_of_unpublished_courses(centre):
    centre.sql("UPDATE course SET state = 'draft' WHERE id = :id", id=centre.course_id)
    return centre.cohort.id


@fault
def sessions_shorter_than_their_parts(centre):
    centre.sql("UPDATE session_part SET minutes = 61")


@fault
def sessions_that_overlap(centre):
    starts = centre.cohort.starts_at
    centre.new(
        "session",
        cohort_id=centre.cohort.id,
        starts_at=starts + timedelta(minutes=30),
        ends_at=starts + timedelta(minutes=45),
        online=False,
        room="",
    )


@fault
def cohorts_with_other_dates_than_their_sessions(centre):
    centre.sql("UPDATE cohort SET starts_at = NULL WHERE id = :id", id=centre.cohort.id)
    return centre.cohort.id


@fault
def parts_of_another_course(centre):
    other = make_course(centre.session, items=())
    centre.sql("UPDATE subject SET course_id = :other WHERE course_id = :own", other=other.id, own=centre.course_id)


@fault
def names_without_japanese(centre):
    centre.sql("UPDATE place SET name = '{}'")


@fault
def courses_without_a_summary(centre):
    centre.sql("UPDATE course SET summary = '{}' WHERE id = :id", id=centre.course_id)
    return centre.course_id


# --- people -----------------------------------------------------------------------------------------------------------


@fault
def people_merged_into_merged(centre):
    first, second, third = centre.first.person_id, centre.second.person_id, centre.waiting.person_id
    centre.sql("UPDATE person SET merged_into_id = :second WHERE id = :first", first=first, second=second)
    centre.sql("UPDATE person SET merged_into_id = :third WHERE id = :second", second=second, third=third)
    return first


@fault
def merges_that_do_not_fit(centre):
    kept, other = make_person(centre.session), make_person(centre.session)
    centre.sql("UPDATE person SET merged_into_id = :kept WHERE id = :other", kept=kept.id, other=other.id)
    return other.id


@fault
def verdicts_without_a_merge(centre):
    pair = sorted([make_person(centre.session).id, make_person(centre.session).id])
    row = DuplicateCandidate(
        first_id=pair[0], second_id=pair[1], agree_in=["kana"], found_at=MONDAY, verdict=Verdict.MERGED
    )
    return saved(centre.session, row).id


@fault
def staff_without_a_second_factor(centre):
    account = make_account(centre.session, Role.CLERK)
    account.password_hash = "$argon2id$…"
    centre.session.flush()
    return account.id


# --- selection --------------------------------------------------------------------------------------------------------


def band_of(centre, *, seats=1, kind="city", overflow="keep", **given):
    """Seats of the cohort that are first for some people, in a course that asks about it; the id."""
    centre.sql("UPDATE course SET questions = '[\"residency_tie\"]' WHERE id = :id", id=centre.course_id)
    values = {"position": 1, "kind": kind, "seats": seats, "overflow": overflow, **given}
    return centre.new("band", cohort_id=centre.cohort.id, **values)


def decides(centre, selection):
    centre.sql("UPDATE cohort SET selection = :mode WHERE id = :id", mode=selection, id=centre.cohort.id)


def has_applied(centre, enrolment):
    """Applied, and nothing else: the last word of history says so as well."""
    centre.sql("UPDATE enrolment SET state = 'applied' WHERE id = :id", id=enrolment.id)
    moved(centre, enrolment.id, "enrol", "applied")


@fault
def bands_over_their_seats(centre):
    band = band_of(centre)
    centre.sql("UPDATE enrolment SET band_id = :band, seat_band_id = :band WHERE state = 'confirmed'", band=band)
    return band


@fault
def seats_promised_twice(centre):
    band_of(centre)
    return centre.cohort.id


@fault
def bands_of_somebody_else(centre):
    band = band_of(centre)
    centre.sql("UPDATE enrolment SET band_id = :band WHERE id = :id", band=band, id=centre.girl.id)
    return centre.girl.id


@fault
def seats_of_bands_that_are_stuck(centre):
    band = band_of(centre)
    centre.sql("UPDATE enrolment SET band_id = :band WHERE id = :id", band=band, id=centre.waiting.id)
    centre.sql("UPDATE cohort SET capacity = 3 WHERE id = :id", id=centre.cohort.id)
    return centre.cohort.id


def test_seat_that_nobody_who_waits_may_have_is_not_stuck(centre):
    band_of(centre)
    centre.sql("UPDATE cohort SET capacity = 3 WHERE id = :id", id=centre.cohort.id)

    assert centre.broken() == {}


def test_seat_that_its_band_has_just_released_is_not_stuck_yet_and_soon_is(centre):
    band_of(centre, overflow="release", released_at=NOW - timedelta(minutes=9))
    centre.sql("UPDATE cohort SET capacity = 3 WHERE id = :id", id=centre.cohort.id)
    assert centre.broken() == {}

    centre.sql("UPDATE band SET released_at = :at", at=NOW - timedelta(minutes=11))
    assert centre.broken() == {"seats_of_bands_that_are_stuck": [centre.cohort.id]}


@fault
def applicants_left_undecided(centre):
    has_applied(centre, centre.waiting)
    return centre.waiting.id


@fault
def decided_before_the_others(centre):
    decides(centre, "lottery")
    for one in (centre.first, centre.second):
        has_applied(centre, one)
    return centre.waiting.id


@fault
def draws_that_nobody_needs(centre):
    decides(centre, "lottery_if_over")
    for one in (centre.first, centre.second):
        has_applied(centre, one)
    centre.sql("UPDATE cohort SET closes_at = :at WHERE id = :id", at=NOW - timedelta(hours=2), id=centre.cohort.id)
    return centre.cohort.id


@fault
def bands_without_their_question(centre):
    band = band_of(centre)
    centre.sql("UPDATE cohort SET capacity = 3 WHERE id = :id", id=centre.cohort.id)
    centre.sql("UPDATE course SET questions = '[]' WHERE id = :id", id=centre.course_id)
    return band


@fault
def sign_ins_to_closed_accounts(centre):
    account = make_account(centre.session, Role.PERSON)
    account.closed_at = NOW
    centre.session.flush()
    return account.sign_in.id


@fault
def accounts_with_capitals(centre):
    return make_account(centre.session, Role.PERSON, email="Amina@example.jp").id


# --- operators --------------------------------------------------------------------------------------------------------


def reservation(centre, *, cohort=None, until=NOW + DAY, **given):
    """Seats held without names, from nowhere: (its id, the id of its one seat)."""
    operator = make_operator(centre.session)
    cohort = cohort or centre.cohort
    values = {"operator_id": operator.id, "cohort_id": cohort.id, "key": f"k{until}", "made_at": NOW - 2 * DAY}
    made = centre.new("reservation", **values | {"until": until} | given)
    return made, centre.new("reserved_seat", reservation_id=made)


@fault
def reservations_past_their_time(centre):
    return reservation(centre, until=NOW - DAY)[0]


@fault
def reservations_open_for_nothing(centre):
    made, seat = reservation(centre)
    centre.sql("UPDATE reserved_seat SET returned_at = :at WHERE id = :id", at=NOW.isoformat(" "), id=seat)
    return made


@fault
def seats_named_elsewhere(centre):
    _made, seat = reservation(centre)
    named = {"at": NOW.isoformat(" "), "id": seat, "who": centre.first.id}
    centre.sql("UPDATE reserved_seat SET named_at = :at, enrolment_id = :who WHERE id = :id", **named)
    return seat


@fault
def reservations_of_cancelled_cohorts(centre):
    made, _seat = reservation(centre)
    centre.sql("UPDATE cohort SET state = 'cancelled' WHERE id = :id", id=centre.cohort.id)
    return made


@fault
def own_parts_of_other_cohorts(centre):
    operator = make_operator(centre.session)
    values = {"operator_id": operator.id, "cohort_id": centre.cohort.id, "key": "elsewhere", "made_at": NOW}
    group = centre.new("enrolment_group", **values)
    part = {"group_id": group, "enrolment_id": centre.girl.id, "typed_name": "…", "told_seat": True, "linked": False}
    return centre.new("own_part", **part, until=NOW + DAY)


@fault
def ended_operators_that_go_on(centre):
    operator = make_operator(centre.session, ended_at=NOW)
    make_contact(centre.session, operator, make_account(centre.session, Role.OPERATOR))
    return operator.id


@fault
def contacts_without_an_operator(centre):
    account = make_account(centre.session, Role.OPERATOR)
    contact = make_contact(centre.session, make_operator(centre.session), account)
    contact.until_at = NOW
    centre.session.flush()
    return account.id


@fault
def cohorts_reserved_over_capacity(centre):
    reservation(centre)
    return centre.cohort.id


# --- every table ------------------------------------------------------------------------------------------------------


@fault
def rows_without_their_parent(centre):
    if centre.session.get_bind().dialect.name == "sqlite":
        centre.sql("PRAGMA defer_foreign_keys = ON")
    else:
        centre.sql("SET LOCAL session_replication_role = replica")
    centre.sql("UPDATE cohort SET place_id = 999999 WHERE id = :id", id=centre.cohort.id)
    return f"cohort.place_id {centre.cohort.id}"


@fault
def history_of_nothing(centre):
    return centre.new("history", subject="enrolment", subject_id=999_999, what="enrol", to_state="confirmed", at=NOW)


@fault
def permits_left_behind(centre):
    return centre.new("retention_permit")


# --- money ------------------------------------------------------------------------------------------------------------


def line(centre, enrolment, kind, yen, cause):
    given = {"enrolment_id": enrolment.id, "kind": kind, "yen": yen, "cause": cause, "day": NOW.date(), "at": NOW}
    return centre.new("ledger_line", **given)


def paper(centre, number, total, *lines):
    """A receipt for these lines of the ledger, straight into the tables."""
    given = {"enrolment_id": centre.first.id, "issued_on": NOW.date(), "content": {"total": total}, "at": NOW}
    made = centre.new("issued_document", register="receipt", fiscal_year=2025, number=number, key=f"k{number}", **given)
    for one in lines:
        centre.new("issued_document_line", document_id=made, line_id=one)
    return made


@fault
def seats_without_charges(centre):
    line(centre, centre.girl, "charge", 1, "test")
    centre.new("fee_line", cohort_id=centre.cohort.id, kind="tuition", yen=5000)


@fault
def charges_without_a_seat(centre):
    return line(centre, centre.waiting, "charge", 5000, "test")


@fault
def reversals_that_do_not_fit(centre):
    charge = line(centre, centre.first, "charge", 5000, "test")
    return line(centre, centre.first, "reversal", -4999, f"reversal:{charge}")


@fault
def payments_without_a_source(centre):
    return line(centre, centre.first, "payment", -5000, "bank:nowhere:1")


@fault
def bank_rows_without_a_payment(centre):
    file = centre.new("bank_file", name="a.csv", sha256="", encoding="cp932", lines=1, cells=[], at=NOW)
    given = {"number": 1, "day": NOW.date(), "yen": 1, "kana": "ア", "words": "", "fingerprint": "a", "changed_at": NOW}
    return centre.new("bank_row", file_id=file, state="booked", enrolment_id=centre.first.id, booked=1, **given)


@fault
def numbers_with_gaps(centre):
    return centre.new("numbering", register="receipt", fiscal_year=2025, last=2)


@fault
def payments_on_two_receipts(centre):
    paid = line(centre, centre.first, "payment", -5, "cash:1")
    paper(centre, 1, 5, paid)
    paper(centre, 2, 5, paid)
    return paid


@fault
def receipts_that_do_not_add_up(centre):
    return paper(centre, 1, 6, line(centre, centre.first, "payment", -5, "cash:1"))


# --- draws ------------------------------------------------------------------------------------------------------------


def drawn_cohort(centre):
    """A cohort whose seats were drawn, behind everybody's back changed with a permit; its draw's id."""
    cohort = make_cohort(centre.session, course=make_course(centre.session, items=()), capacity=1)
    cohort.selection, cohort.closes_at = Selection.LOTTERY, NOW + DAY
    centre.session.flush()
    for _ in range(3):
        enrolled(centre.session, cohort, at=NOW)
    draws.freeze(centre.session, cohort.id, by=None, at=NOW + DAY)
    return draws.draw_now(centre.session, cohort.id, by=None, at=NOW + DAY).id


def permitted(centre, statement, **values):
    """As only somebody with the keys of the database can."""
    permit = centre.new("retention_permit")
    centre.sql(statement, **values)
    centre.sql("DELETE FROM retention_permit WHERE id = :id", id=permit)


def test_sound_draw_is_clean(centre):
    drawn_cohort(centre)

    assert centre.broken() == {}


@fault
def draws_that_do_not_recompute(centre):
    draw_id = drawn_cohort(centre)
    text = centre.session.scalar(sa.select(Draw.published).where(Draw.id == draw_id))
    permitted(centre, "UPDATE draw SET published = :text", text=text.replace("seats 1", "seats 2"))
    return draw_id


@fault
def draws_with_gaps(centre):
    draw_id = drawn_cohort(centre)
    permitted(centre, "UPDATE draw_entry SET rank = 7 WHERE rank = 3")
    return draw_id


@fault
def draw_lists_changed(centre):
    draw_id = drawn_cohort(centre)
    permitted(centre, "DELETE FROM draw_entry WHERE rank = 3")
    return draw_id


@fault
def draws_open_twice(centre):
    values = {"cohort_id": centre.cohort.id, "commitment": "x", "secret": "x", "committed_at": NOW}
    centre.new("draw", number=1, **values)
    centre.new("draw", number=2, reason="x", **values)
    return centre.cohort.id


@fault
def decided_without_a_draw(centre):
    decides(centre, "lottery")
    centre.sql("UPDATE cohort SET decided_at = :at WHERE id = :id", at=NOW, id=centre.cohort.id)
    return centre.cohort.id


@fault
def draws_without_effect(centre):
    draw_id = drawn_cohort(centre)
    centre.sql("UPDATE cohort SET decided_at = NULL WHERE selection = 'lottery'")
    return draw_id


@fault
def secrets_not_promised(centre):
    decides(centre, "lottery")
    centre.sql("UPDATE cohort SET changed_at = :at WHERE id = :id", at=NOW - DAY, id=centre.cohort.id)
    return centre.cohort.id


# --- running ----------------------------------------------------------------------------------------------------------


def test_run_is_kept_for_staff_to_see(centre):
    centre.sql("UPDATE cohort SET capacity = 1 WHERE id = :id", id=centre.cohort.id)

    running.run(centre.session, at=NOW)

    last = models.last(centre.session)
    assert (last.at, last.checks) == (NOW, len(CHECKS))
    assert last.findings == {"cohorts_over_capacity": [centre.cohort.id]}


def test_demo_may_do_without_second_factors(centre, settings):
    account = make_account(centre.session, Role.ADMIN)
    account.password_hash = "$argon2id$…"

    with create_app(replace(settings, demo=True)).app_context():
        assert "staff_without_a_second_factor" not in centre.broken()
        db.engine.dispose()


def test_every_check_says_in_words_what_must_be_true(speaking):
    with speaking("en"):
        assert all(str(check.sentence).endswith(".") for check in CHECKS.values())


# --- guardians --------------------------------------------------------------------------------------------------------


@fault
def holds_without_a_clock(centre):
    centre.sql("UPDATE enrolment SET held_until = NULL, remind_at = NULL WHERE id = :id", id=centre.girl.id)
    return centre.girl.id


@fault
def clocks_of_nobody(centre):
    centre.sql("UPDATE enrolment SET held_until = :at WHERE id = :id", at=str(NOW + DAY), id=centre.first.id)
    return centre.first.id


@fault
def holds_past_their_time(centre):
    centre.sql("UPDATE enrolment SET held_until = :at WHERE id = :id", at=str(NOW - DAY), id=centre.girl.id)
    return centre.girl.id


def signed(centre, enrolment):
    days = {"signed_on": NOW.date(), "recorded_at": NOW}
    return centre.new("guardian_consent", enrolment_id=enrolment.id, guardian_name="x", relation="x", **days)


def said(centre, enrolment, **given):
    words = {"purpose": "taking_part", "given": True, "speaker": "guardian", "channel": "link", "language": "ja"}
    whose = {"person_id": enrolment.person_id, "enrolment_id": enrolment.id, "at": NOW}
    return centre.new("consent", **words | whose | {"wording": "?", "version": version("?")} | given)


@fault
def agreements_without_words(centre):
    signed(centre, centre.girl)
    return centre.girl.id


@fault
def enrolled_against_a_guardian(centre):
    said(centre, centre.girl)
    said(centre, centre.girl, given=False)
    return centre.girl.id


@fault
def consents_in_other_words(centre):
    return said(centre, centre.girl, wording="!")


@fault
def guardians_left_behind(centre):
    centre.sql("UPDATE enrolment SET forgotten_at = :at WHERE id = :id", at=str(NOW), id=centre.girl.id)
    centre.new(
        "guardian_request", enrolment_id=centre.girl.id, guardian_name="x", relation="x", language="ja", made_at=NOW
    )
    return centre.girl.id


# --- people chosen by criteria ----------------------------------------------------------------------------------------


def assessed_cohort(centre):
    """A cohort of three that was decided by points."""
    return marked(centre.session, {1: (5, 5), 2: (4, 4), 3: (9, 1)}, closes_at=NOW + 7 * DAY)


def decided_by_points(centre):
    cohort = assessed_cohort(centre)
    return cohort, decide(centre.session, cohort, by=make_account(centre.session))


def test_sound_assessment_is_clean(centre):
    decided_by_points(centre)

    assert centre.broken() == {}


@fault
def placed_without_two_sheets(centre):
    _cohort, decision = decided_by_points(centre)
    placing = centre.session.scalar(sa.select(Placing.id).where(Placing.decision_id == decision.id, Placing.rank == 1))
    mark = "SELECT max(m.id) FROM screening_mark m JOIN screening_placing p USING (candidate_id) WHERE p.id = :id"
    permitted(centre, f"UPDATE screening_mark SET points = NULL WHERE id = ({mark})", id=placing)
    permitted(centre, "UPDATE screening_placing SET points = 10, assessors = 1 WHERE id = :id", id=placing)
    return placing


@fault
def placings_that_do_not_add_up(centre):
    _cohort, decision = decided_by_points(centre)
    best = sa.select(Placing.id).where(Placing.decision_id == decision.id, Placing.rank == 1)
    placing = centre.session.scalar(best)
    permitted(centre, "UPDATE screening_placing SET points = points + 1 WHERE id = :id", id=placing)
    return placing


@fault
def marks_above_the_highest(centre):
    cohort, (first, _second) = begun(centre.session, people=1, closes_at=NOW + 7 * DAY)
    give(centre.session, cohort, first, 1, 10, 5)
    mark = centre.session.scalar(sa.select(sa.func.max(Mark.id)))
    permitted(centre, "UPDATE screening_mark SET points = 6 WHERE id = :id", id=mark)
    return mark


@fault
def decided_by_an_assessor(centre):
    _cohort, decision = decided_by_points(centre)
    gave = "(SELECT min(account_id) FROM screening_assessor)"
    permitted(centre, f"UPDATE screening_decision SET by_id = {gave} WHERE id = :id", id=decision.id)
    return decision.id


@fault
def decided_without_points(centre):
    cohort = screening(centre.session, people=0)
    centre.sql("UPDATE cohort SET decided_at = :at WHERE id = :id", at=NOW, id=cohort.id)
    return cohort.id


@fault
def public_without_criteria(centre):
    cohort = make_cohort(centre.session, course=make_course(centre.session, items=()), selection=Selection.SCREENING)
    return cohort.id


@fault
def criteria_changed_after_points(centre):
    cohort, (first, _second) = begun(centre.session, people=1, closes_at=NOW + 7 * DAY)
    give(centre.session, cohort, first, 1, 10, 5)
    sheet = centre.session.scalar(sa.select(sa.func.max(Sheet.id)))
    permitted(centre, "UPDATE screening_sheet SET written_at = :at WHERE id = :id", at=NOW + 30 * DAY, id=sheet)
    return sheet


@fault
def rankings_out_of_order(centre):
    _cohort, decision = decided_by_points(centre)
    permitted(centre, "UPDATE screening_placing SET rank = 7 WHERE rank = 3")
    return decision.id
