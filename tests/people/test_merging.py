from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import MONDAY, make_account, make_person
from workforce import history
from workforce.people.actions import merging
from workforce.people.models import DuplicateCandidate, Person, Verdict
from workforce.people.queries import contacts, duplicates, persons

NEXT_DAY = MONDAY + timedelta(days=1)
LAST_DAY = MONDAY + timedelta(days=30)


@pytest.fixture
def amina(session):
    return make_account(session)


def make_people(session, *names):
    return [make_person(session, name) for name in names]


def merge(session, keep, absorb, amina, at=MONDAY):
    return merging.merge(session, keep, absorb, reason="Same telephone, asked at the counter", by=amina, at=at)


def test_merged_person_is_an_alias_of_the_kept_one(session, amina):
    kept, absorbed = make_people(session, "陳 偉", "陳 イ")

    merge(session, kept, absorbed, amina)

    assert persons.person(session, absorbed.id) is kept
    assert persons.group_ids(session, kept.id) == [kept.id, absorbed.id]
    assert session.get(Person, absorbed.id).name == "陳 イ"


def test_merging_is_in_the_history_of_both_with_the_reason(session, amina):
    kept, absorbed = make_people(session, "陳 偉", "陳 イ")

    merge(session, kept, absorbed, amina)

    entries = history.of(session, "person", [kept.id, absorbed.id])
    assert {(entry.subject_id, entry.what, entry.to_state) for entry in entries} == {
        (kept.id, "merged", str(absorbed.id)),
        (absorbed.id, "merged", str(kept.id)),
    }
    assert {entry.reason for entry in entries} == {"Same telephone, asked at the counter"}


def test_everybody_merged_before_moves_along_and_back(session, amina):
    first, second, third = make_people(session, "A", "B", "C")
    merge(session, second, third, amina)

    merged = merge(session, first, second, amina)
    assert persons.group_ids(session, third.id) == [first.id, second.id, third.id]

    merging.undo(session, merged, by=amina, at=NEXT_DAY)
    assert persons.group_ids(session, third.id) == [second.id, third.id]
    assert persons.group_ids(session, first.id) == [first.id]


def test_merge_can_be_taken_back_for_thirty_days(session, amina):
    kept, absorbed = make_people(session, "A", "B")
    merged = merge(session, kept, absorbed, amina)

    with pytest.raises(merging.UndoTooLate):
        merging.undo(session, merged, by=amina, at=LAST_DAY + timedelta(seconds=1))
    merging.undo(session, merged, by=amina, at=LAST_DAY)

    assert persons.person(session, absorbed.id) is absorbed
    assert merged.undone_by_id == amina.id


def test_merge_is_taken_back_once(session, amina):
    merged = merge(session, *make_people(session, "A", "B"), amina)
    merging.undo(session, merged, by=amina, at=NEXT_DAY)

    with pytest.raises(merging.AlreadyUndone):
        merging.undo(session, merged, by=amina, at=NEXT_DAY)


def test_later_merge_is_taken_back_first(session, amina):
    first, second, third = make_people(session, "A", "B", "C")
    earlier = merge(session, second, third, amina)
    later = merge(session, first, second, amina)

    with pytest.raises(merging.MergedOnward):
        merging.undo(session, earlier, by=amina, at=NEXT_DAY)

    merging.undo(session, later, by=amina, at=NEXT_DAY)
    merging.undo(session, earlier, by=amina, at=NEXT_DAY)
    assert persons.group_ids(session, third.id) == [third.id]


def test_record_is_not_merged_with_itself_nor_twice(session, amina):
    first, second, third = make_people(session, "A", "B", "C")
    merge(session, first, second, amina)

    with pytest.raises(merging.SamePerson):
        merge(session, first, first, amina)
    with pytest.raises(merging.AlreadyMerged):
        merge(session, third, second, amina)
    with pytest.raises(merging.AlreadyMerged):
        merge(session, second, third, amina)


def test_merging_needs_a_reason(session, amina):
    with pytest.raises(merging.ReasonMissing):
        merging.merge(session, *make_people(session, "A", "B"), reason="", by=amina, at=MONDAY)


def test_pair_is_decided_by_merging_and_open_again_after_undoing(session, amina):
    older, newer = make_people(session, "A", "B")
    session.add(DuplicateCandidate(first_id=older.id, second_id=newer.id, agree_in=["phone"], found_at=MONDAY))

    merged = merge(session, newer, older, amina)
    assert duplicates.open_pairs(session) == []
    assert session.scalar(select(DuplicateCandidate.verdict)) is Verdict.MERGED

    merging.undo(session, merged, by=amina, at=NEXT_DAY)
    assert [(pair.first, pair.second) for pair in duplicates.open_pairs(session)] == [(older, newer)]


def test_pair_that_is_not_the_same_is_remembered_with_who_said_so(session, amina):
    older, newer = make_people(session, "A", "B")

    candidate = merging.not_the_same(session, newer, older, by=amina, at=MONDAY)

    assert (candidate.first_id, candidate.second_id) == (older.id, newer.id)
    assert (candidate.verdict, candidate.decided_by_id) == (Verdict.NOT_THE_SAME, amina.id)
    assert duplicates.count_open(session) == 0


def test_pairs_are_shown_between_the_people_that_are_left(session, amina):
    first, second, third = make_people(session, "A", "B", "C")
    for older, newer in ((first, second), (first, third), (second, third)):
        session.add(DuplicateCandidate(first_id=older.id, second_id=newer.id, agree_in=["kana"], found_at=MONDAY))
    merge(session, first, second, amina)

    assert [(pair.first, pair.second) for pair in duplicates.open_pairs(session)] == [(first, third)]
    assert duplicates.count_open(session) == 1

    merging.not_the_same(session, third, first, by=amina, at=MONDAY)
    assert duplicates.open_pairs(session) == []


def test_merges_that_hold_are_listed_for_undoing(session, amina):
    kept, absorbed = make_people(session, "A", "B")
    merged = merge(session, kept, absorbed, amina)

    assert duplicates.merges_of(session, persons.group_ids(session, kept.id)) == [merged]

    merging.undo(session, merged, by=amina, at=NEXT_DAY)
    assert duplicates.merges_of(session, [kept.id]) == []


def test_contact_on_file_is_the_newest_of_the_whole_human(session, amina):
    kept = make_person(session, "A", mail="old@example.jp")
    absorbed = make_person(session, "B", phone="+819012345678")
    merge(session, kept, absorbed, amina)

    assert contacts.on_file(session, absorbed.id) == ("old@example.jp", "+819012345678")
    assert contacts.on_file_of(session, [kept.id, absorbed.id]) == {
        kept.id: ("old@example.jp", "+819012345678"),
        absorbed.id: ("old@example.jp", "+819012345678"),
    }
