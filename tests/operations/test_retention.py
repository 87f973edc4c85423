"""What is kept no longer than the privacy page and the questions of the form say."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.catalogue.brought import make_material, make_version
from tests.enrolment.enrolled import enrolled, young
from tests.enrolment.guarded import FATHER
from tests.make import MONDAY, make_account, make_cohort, make_course, make_person, saved
from tests.outbox.conftest import make_message
from tests.scheduling.planned import make_plan
from workforce import history, outbox
from workforce.access import Role
from workforce.audit import running
from workforce.catalogue.models import Cohort, Course, Interest, SubjectItem
from workforce.enrolment.actions import fetches, merging, moves, together, waiting
from workforce.enrolment.models import (
    Consent,
    Draft,
    Enrolment,
    GuardianConsent,
    GuardianRequest,
    MaterialFetch,
    Offer,
    State,
    WaitingGroup,
)
from workforce.enrolment.queries import records
from workforce.enrolment.rules.catalogue import EVERYTHING
from workforce.links import Purpose
from workforce.operations import retention
from workforce.operations.models import RetentionRun, Worker
from workforce.operations.retention import nights
from workforce.outbox import Message
from workforce.people.models import Account, ContactPoint, Person, SignIn, SignInAttempt, SignInLink
from workforce.people.models.persons import FORGOTTEN
from workforce.people.queries import persons
from workforce.scheduling.models import PlanResult, PlanRun, PlanState
from workforce.settings import Keeping

DAY = timedelta(days=1)
KEEPING = Keeping()
HELD = datetime(2026, 4, 6, 2, tzinfo=UTC)  # in the fiscal year 2026, which ends on 31 March 2027
OVER = HELD + timedelta(hours=1)
MIDNIGHT = timedelta(hours=-9)  # at the centre, as an instant
UNSEATED_LAST_DAY = datetime(2028, 3, 31, 12, tzinfo=UTC) + MIDNIGHT
UNSEATED_GO = datetime(2028, 4, 1, tzinfo=UTC) + MIDNIGHT
RECORDS_LAST_DAY = datetime(2032, 3, 31, 12, tzinfo=UTC) + MIDNIGHT
RECORDS_GO = datetime(2032, 4, 1, tzinfo=UTC) + MIDNIGHT
REASON = "母が入院したため"
ANSWERS = {
    "motivation": {"value": "母の介護", "asked": "どうして受けたいですか"},  # kept for a year
    "japanese_level": {"value": "n4", "asked": "どのくらい"},  # kept for the course
    "residency_tie": {"value": "lives", "asked": "どちらに"},  # kept with the records
}
NEEDS = {"needs": {"value": ["hearing"], "asked": "どんな助け"}}


@pytest.fixture
def held(session):
    """A cohort of one seat, held on one day of April 2026, and somebody who had the seat."""
    course = make_course(session)
    item = session.scalars(sa.select(SubjectItem)).one()
    cohort = make_cohort(session, course=course, capacity=1)
    set_days(session, cohort, item)
    return cohort


def set_days(session, cohort, item):
    from workforce.catalogue.models import Session, SessionPart

    sitting = saved(session, Session(cohort_id=cohort.id, starts_at=HELD, ends_at=OVER))
    saved(session, SessionPart(session_id=sitting.id, position=1, item_id=item.id, minutes=60))
    cohort.starts_at, cohort.ends_at, cohort.changes_until = HELD, OVER, HELD
    session.flush()


@pytest.fixture
def keep(app, session):
    """`keep(at)` does one night's work at this instant; {step: how many}."""

    def night(at, keeping=KEEPING, **how):
        session.commit()
        with app.app_context():
            done = retention.nightly(lambda: at, keeping, **how)
        session.expire_all()
        return done

    return night


@pytest.fixture
def sound(app, session):
    def findings(at):
        with app.app_context():
            return running.found(session, at=at)

    return findings


def apply(session, cohort, **given):
    return enrolled(session, cohort, at=MONDAY, **{"answers": ANSWERS, "needs": NEEDS} | given)


def now(session, row):
    return session.get(type(row), row.id)


def count(session, table):
    return session.scalar(sa.select(sa.func.count()).select_from(table))


# --- records ----------------------------------------------------------------------------------------------------------


def test_which_files_somebody_fetched_is_known_as_long_as_their_last_enrolment_in_the_course(session, held, keep):
    course = session.get(Course, held.course_id)
    version = make_version(session, make_material(session, course), b"%PDF two")
    again = make_cohort(session, course=course, starts_at=HELD, ends_at=OVER + 400 * DAY)
    first, second = apply(session, held), apply(session, again)
    second.person_id = first.person_id  # the same person came once more, a year later
    fetches.note(session, version_id=version.id, person_id=first.person_id, at=MONDAY)

    keep(RECORDS_GO)
    assert (now(session, first).forgotten_at, count(session, MaterialFetch)) == (RECORDS_GO, 1)
    keep(RECORDS_GO + 400 * DAY)
    assert count(session, MaterialFetch) == 0


def test_the_last_day_is_kept_and_the_next_one_not(session, held, keep):
    seated, waiting = apply(session, held), apply(session, held)

    assert "unseated" not in keep(UNSEATED_LAST_DAY)
    assert keep(UNSEATED_GO)["unseated"] == 1
    assert now(session, waiting).forgotten_at == UNSEATED_GO
    assert "seated" not in keep(RECORDS_LAST_DAY)
    assert now(session, seated).answers == {"residency_tie": ANSWERS["residency_tie"]}
    assert keep(RECORDS_GO)["seated"] == 1


def test_everything_personal_goes_and_the_counts_stay(session, held, keep, sound):
    seated = apply(session, held, mail="hanako@example.jp", phone="+819012345678")
    moves.change_answers(
        session, records.record(session, seated.receipt), given=NEEDS, keys=EVERYTHING, by=None, at=MONDAY
    )
    gone = apply(session, held, birth_date=young(MONDAY))
    moves.cancel(session, records.record(session, gone.receipt), reason=REASON, by=None, at=MONDAY)
    before = (count(session, Enrolment), count(session, history.Entry))

    keep(RECORDS_GO)

    for enrolment in (seated, gone):
        left = now(session, enrolment)
        assert (left.answers, left.needs) == ({}, {})
        person = session.get(Person, enrolment.person_id)
        assert (person.name, person.kana, person.birth_date, person.search_name) == (FORGOTTEN, "", None, "")
    assert [count(session, table) for table in (ContactPoint, history.Value)] == [0, 0]
    assert session.scalars(sa.select(history.Entry.reason).where(history.Entry.reason.is_not(None))).all() == []
    assert {(row.address, str(row.details)) for row in session.scalars(sa.select(Message))} <= {("", "{}")}
    assert (count(session, Enrolment), count(session, history.Entry)) == before
    assert sorted(session.scalars(sa.select(Enrolment.state))) == [State.CANCELLED, State.CONFIRMED]
    assert sound(RECORDS_GO) == {}


def test_a_guardians_name_goes_with_the_enrolment(session, held, keep, sound):
    girl = apply(session, held, birth_date=young(MONDAY), guardian=FATHER)
    assert count(session, GuardianRequest) == 1
    moves.record_consent(
        session,
        records.record(session, girl.receipt),
        guardian_name="山田 春子",
        relation="母",
        signed_on=MONDAY.date(),
        by=None,
        at=MONDAY,
    )

    keep(RECORDS_GO)

    assert [count(session, table) for table in (GuardianConsent, GuardianRequest, Consent)] == [0, 0, 0]
    assert "chichi@example.jp" not in session.scalars(sa.select(Message.address)).all()
    assert sound(RECORDS_GO) == {}


def test_with_whom_somebody_waited_or_was_offered_a_seat_goes_too(session, held, keep):
    held.capacity = 2
    people = [records.record(session, apply(session, held).receipt) for _ in range(6)]
    for first, second in (people[2:4], people[4:]):
        together.bring(session, first, second, by=None, at=MONDAY)
    for one in people[:2]:
        moves.cancel(session, one, reason=REASON, by=None, at=MONDAY)
    assert count(session, WaitingGroup) == 2
    assert session.scalars(sa.select(WaitingGroup.offered).order_by(WaitingGroup.id)).all() == [2, None]

    keep(UNSEATED_GO)

    assert set(session.scalars(sa.select(Enrolment.waiting_group_id))) == {None}
    assert set(session.scalars(sa.select(Offer.waiting_group_id))) == {None}
    assert None not in session.scalars(sa.select(WaitingGroup.ended_at)).all()
    assert session.scalars(sa.select(WaitingGroup.offered)).all() == [None, None]


def test_nothing_more_is_found_the_second_time(session, held, keep):
    apply(session, held)
    apply(session, held)
    keep(RECORDS_GO)
    history_then = count(session, history.Entry)

    assert keep(RECORDS_GO) == {}
    assert count(session, history.Entry) == history_then


def test_somebody_with_a_newer_enrolment_stays_and_only_the_old_one_goes(session, held, keep, sound):
    old = apply(session, held)
    person = session.get(Person, old.person_id)
    newer = make_cohort(session, course=make_course(session, items=()), ends_at=RECORDS_GO + DAY, starts_at=RECORDS_GO)
    enrolment = saved(session, copy_of(old, newer))
    history.record(session, enrolment, "enrol", by=None, at=MONDAY, to_state=enrolment.state)
    make_message(session, to=person, cause=f"history:{last_entry(session)}")

    keep(RECORDS_GO)

    assert now(session, old).forgotten_at
    assert now(session, enrolment).answers == ANSWERS
    assert session.get(Person, person.id).name == person.name != FORGOTTEN
    assert count(session, ContactPoint) == 2
    assert sound(RECORDS_GO) == {}


def copy_of(enrolment, cohort):
    kept = ("person_id", "state", "origin", "language", "answers", "needs", "submitted_at", "queued_at", "changed_at")
    same = {name: getattr(enrolment, name) for name in kept}
    return Enrolment(cohort_id=cohort.id, receipt=receipt_after(enrolment.receipt), idempotency_key="again", **same)


def receipt_after(receipt):
    from workforce.people.rules.receipts import new_receipt

    return new_receipt(lambda below: 7 % below)


def last_entry(session):
    return session.scalar(sa.select(sa.func.max(history.Entry.id)))


def test_merged_records_go_together(session, held, keep, sound):
    one = apply(session, held)
    other = make_person(session, "旧姓 花子", mail="old@example.jp")
    merging.merge(session, session.get(Person, one.person_id), other, reason=REASON, by=None, at=MONDAY)

    keep(RECORDS_GO)

    assert set(session.scalars(sa.select(Person.family_name))) == {FORGOTTEN}
    assert persons.group_ids(session, one.person_id) == [one.person_id, other.id]
    assert sound(RECORDS_GO) == {}


@pytest.mark.parametrize(("last_seen", "stays"), [(RECORDS_GO - 300 * DAY, True), (RECORDS_GO - 400 * DAY, False)])
def test_an_account_in_use_keeps_its_person(session, held, keep, sound, last_seen, stays):
    enrolment = apply(session, held)
    account = saved(session, Account(person_id=enrolment.person_id, email="a@example.jp", created_at=MONDAY))
    saved(
        session,
        SignIn(account_id=account.id, token_hash="x", browser="Firefox", started_at=MONDAY, seen_at=last_seen),
    )

    keep(RECORDS_GO)

    account = session.get(Account, account.id)
    assert (session.get(Person, enrolment.person_id).name != FORGOTTEN) is stays
    assert (account.email, account.closed_at is None, count(session, SignIn) == 1) == (
        ("a@example.jp", True, True) if stays else (None, False, False)
    )
    assert now(session, enrolment).forgotten_at
    assert sound(RECORDS_GO) == {}


def test_who_worked_here_or_leads_a_course_keeps_their_name(session, held, keep):
    clerk = make_account(session, Role.CLERK)
    lead, pupil = apply(session, held), apply(session, held)
    session.execute(sa.update(Enrolment).where(Enrolment.id == pupil.id).values(person_id=clerk.person_id))
    session.execute(sa.update(Cohort).values(lead_id=lead.person_id))

    keep(RECORDS_GO)

    assert all(session.get(Person, one).name != FORGOTTEN for one in (clerk.person_id, lead.person_id))


def test_how_long_is_a_setting(session, held, keep):
    apply(session, held)

    assert keep(UNSEATED_GO, replace(KEEPING, records=1))["seated"] == 1


# --- answers ----------------------------------------------------------------------------------------------------------


def test_an_answer_goes_when_its_question_said_so(session, held, keep):
    enrolment = apply(session, held)

    assert "course_answers" not in keep(OVER - timedelta(seconds=1))
    keep(OVER)
    assert set(now(session, enrolment).answers) == {"motivation", "residency_tie"}
    assert now(session, enrolment).needs == {}
    keep(OVER.replace(year=2027) - timedelta(seconds=1))
    assert "motivation" in now(session, enrolment).answers
    assert keep(OVER.replace(year=2027))["later_answers"] == 1
    assert set(now(session, enrolment).answers) == {"residency_tie"}


def test_an_old_answer_goes_out_of_history_too(session, held, keep):
    enrolment = apply(session, held)
    changed = {"motivation": {"value": "仕事", "asked": "?"}, "japanese_level": {"value": "n3", "asked": "?"}}
    moves.change_answers(
        session, records.record(session, enrolment.receipt), given=changed, keys=EVERYTHING, by=None, at=MONDAY
    )

    keep(OVER)

    fields = set(session.scalars(sa.select(history.Value.field)))
    assert fields == {"motivation", "residency_tie"}


def test_what_is_written_after_the_course_goes_with_the_next_night(session, held, keep):
    enrolment = apply(session, held)
    keep(OVER)
    late = records.record(session, enrolment.receipt)
    moves.change_answers(session, late, given=NEEDS, keys=EVERYTHING, by=make_account(session, Role.ADMIN), at=OVER)

    assert keep(OVER + DAY)["course_answers"] == 1
    assert now(session, enrolment).needs == {}


# --- what passes ------------------------------------------------------------------------------------------------------


def test_drafts_tries_wishes_and_workers_end_after_their_time(session, held, keep):
    for at in (MONDAY, MONDAY + DAY):
        values = {"answers": {}, "language": "ja", "created_at": MONDAY, "cohort_id": held.id}
        saved(session, Draft(code_hash=str(at), expires_at=at, **values))
        saved(session, SignInAttempt(key=str(at), at=at - 2 * DAY))
        asked = {"course_id": held.course_id, "mail": "a@example.jp", "language": "ja", "wishes": {}}
        saved(session, Interest(at=at.replace(year=2025), **asked))
        saved(session, Worker(name=str(at), started_at=MONDAY, seen_at=at - 7 * DAY))

    done = keep(MONDAY)

    assert {name: done[name] for name in ("drafts", "attempts", "wishes", "workers")} == {
        "drafts": 1,
        "attempts": 1,
        "wishes": 1,
        "workers": 1,
    }
    assert [count(session, table) for table in (Draft, SignInAttempt, Interest, Worker)] == [1, 1, 1, 1]


def test_links_to_sign_in_go_a_day_later_with_their_letters(session, keep):
    person = make_person(session, mail="a@example.jp")
    for number, (asked, used) in enumerate([(-3, None), (-1, -1), (0, None), (0, None)]):
        link = SignInLink(
            person_id=person.id,
            email="a@example.jp",
            asked_at=MONDAY + asked * DAY,
            used_at=None if used is None else MONDAY + used * DAY,
        )
        saved(session, link)
        values = {"template": "sign_in_link", "cause": f"sign_in_link:{link.id}"}
        make_message(session, to=person, **values)
        assert number < 4

    assert keep(MONDAY)["sign_in_links"] == 2
    assert [count(session, table) for table in (SignInLink, Message)] == [2, 2]


def test_the_letter_with_the_way_back_to_a_draft_goes_with_the_draft(session, keep):
    for number in (1, 2):
        values = {"mail": "a@example.jp", "language": "ja", "cause": f"draft:x:{number}", "at": MONDAY}
        outbox.queue(session, "draft_resume", to=None, link=(Purpose.DRAFT, "x"), **values)

    assert "draft_letters" not in keep(MONDAY + 13 * DAY)
    assert keep(MONDAY + 14 * DAY)["draft_letters"] == 1


# --- the run ----------------------------------------------------------------------------------------------------------


def test_preview_counts_what_the_run_takes_and_writes_nothing(app, session, held, keep):
    apply(session, held)
    apply(session, held)
    session.commit()

    with app.app_context():
        counts = retention.preview(session, at=RECORDS_GO, keeping=KEEPING)

    assert {name: number for name, number in counts.items() if number} == {
        "course_answers": 2,
        "later_answers": 2,
        "unseated": 1,
        "seated": 1,
        "people": 2,
    }
    assert keep(RECORDS_GO) == {name: number for name, number in counts.items() if number}
    assert session.scalars(sa.select(RetentionRun)).one().counts["seated"] == 1


def test_a_run_that_dies_in_the_middle_is_taken_up_again(app, session, held, keep, sound, monkeypatch):
    """Each batch is one transaction: what was done stays done, what was begun is undone."""
    for _ in range(3):
        apply(session, held)
    waiting.end(session, held.id, at=OVER + 2 * DAY)
    monkeypatch.setattr(retention, "BATCH", 1)
    steps = {step.name: step for step in retention.STEPS}

    def die(session, ids, at):
        steps["people"].forget(session, ids, at)
        session.flush()
        raise SystemExit

    broken = tuple(replace(step, forget=die) if step.name == "people" else step for step in retention.STEPS)
    session.commit()
    with pytest.raises(SystemExit), app.app_context():
        retention.run(lambda: RECORDS_GO, KEEPING, steps=broken)
    session.expire_all()
    assert count(session, RetentionRun) == 0
    assert FORGOTTEN not in set(session.scalars(sa.select(Person.family_name)))
    assert all(one.forgotten_at for one in session.scalars(sa.select(Enrolment)))

    monkeypatch.undo()
    assert keep(RECORDS_GO) == {"people": 3}
    assert sound(RECORDS_GO) == {}


def test_a_worker_that_stops_ends_after_the_batch_at_hand(session, held, keep):
    apply(session, held)

    assert keep(RECORDS_GO, stop=lambda: True) == {}
    assert keep(RECORDS_GO)["seated"] == 1


def test_two_workers_share_the_night_and_one_of_them_does_it(app, session, held):
    """Their batches would hold each other's people; one claim, and one batch at a time."""
    for number in range(40):
        apply(session, held, mail=f"a{number}@example.jp")
    session.commit()
    ready = threading.Barrier(2)

    def work(name):
        with app.app_context():
            ready.wait()
            return retention.of_the_night(lambda: RECORDS_GO, KEEPING, worker=name)

    with ThreadPoolExecutor(2) as pool:
        did = [night.result() for night in [pool.submit(work, name) for name in ("ann", "bo")]]

    assert sorted(did) == [False, True]
    assert session.scalars(sa.select(RetentionRun)).one().counts["people"] == 40


def test_two_who_take_what_is_due_at_once_wait_for_each_other(app, session, held, monkeypatch):
    """By hand beside a worker, or after the lease of one who is only slow. Each has several batches to take."""
    monkeypatch.setattr(retention, "BATCH", 10)
    for number in range(35):
        apply(session, held, mail=f"a{number}@example.jp")
    session.commit()
    ready = threading.Barrier(2)

    def work():
        with app.app_context():
            ready.wait()
            return retention.run(lambda: RECORDS_GO, KEEPING)

    with ThreadPoolExecutor(2) as pool:
        counts = [run.result() for run in [pool.submit(work) for _ in range(2)]]

    assert sum(count.get("people", 0) for count in counts) == 35


def test_the_night_of_a_worker_that_died_is_finished_by_the_next(app, session, held):
    apply(session, held)
    nights.claim(session, "ann", RECORDS_GO)
    session.commit()
    with app.app_context():
        assert not retention.of_the_night(lambda: RECORDS_GO, KEEPING, worker="bo")
        nights.take_over("ann")
        retention.of_the_night(lambda: RECORDS_GO, KEEPING, worker="ann", stop=lambda: True)
        assert retention.of_the_night(lambda: RECORDS_GO, KEEPING, worker="bo")

    run = session.scalars(sa.select(RetentionRun)).one()
    assert (run.taken_by, run.ended_at, run.counts["seated"]) == ("bo", RECORDS_GO, 1)


def test_plans_go_after_half_a_year_and_those_being_made_stay(session):
    cohort = make_cohort(session)
    old, young, made = (make_plan(session, cohort) for _ in range(3))
    old.at = made.at = HELD - timedelta(days=180)
    young.at, young.again_of_id, made.state = HELD - timedelta(days=179), old.id, PlanState.SOLVING
    session.commit()
    step = next(one for one in retention.PASSING if one.name == "plans")

    assert retention.take(step, session, at=HELD, keeping=KEEPING, limit=10) == 1

    session.expire_all()
    assert set(session.scalars(sa.select(PlanRun.id))) == {young.id, made.id}
    assert young.again_of_id is None
    assert session.scalar(sa.select(sa.func.count(PlanResult.id))) == 2
