"""Hours add up as somebody with a pencil adds them up; the table is that of the 130 hours."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from workforce.attendance.rules import credit
from workforce.attendance.rules.completion import Asked
from workforce.attendance.rules.ledger import Item, Proof, Source, lines
from workforce.attendance.rules.standing import Gap, GapKind, Papers, standing
from workforce.catalogue.models import CourseKind

HOURS = {1: 6, 2: 9, 3: 6, 4: 9, 5: 6, 6: 6, 7: 6, 8: 3, 9: 75, 10: 4}
"""Subject: hours, as 介護職員初任者研修 has them; here one item a subject."""
ITEMS = [Item(number, number, hours * 60) for number, hours in HOURS.items()]
ALL = sum(item.minutes for item in ITEMS)
PART = 180
FIRST = date(2026, 4, 6)
TEST = FIRST + timedelta(days=60)
PART_LOST = credit.read({"part_lost": ["initial_training"]})
MINUTES_COUNT = credit.read({"part_lost": []})
EVERYTHING = Asked(written=70, practical=True, identity=True, dues=True)
PASSED = Papers({GapKind.WRITTEN: TEST, GapKind.PRACTICAL: TEST}, identity_on=FIRST)

# What happened: (subject, minutes in the room of each part of 180 minutes), each part on a day of its own.
PRESENT = {
    1: [180, 175],  # five minutes late to the second part
    2: [180, 180, 0],  # absent from the third
    3: [180, 180],
    4: [180, 180, 0],
    5: [],  # exempted
    6: [180, 0],
    7: [180, 180],
    8: [0],
    9: [180] * 24 + [150],  # left the last part half an hour early
    10: [180, 60],
}
PAPERS = [
    Proof(1, Source.MADE_UP, 180, FIRST + timedelta(days=40)),
    Proof(2, Source.DISTANCE, 120, FIRST + timedelta(days=41)),
    Proof(4, Source.ELSEWHERE, 180, FIRST + timedelta(days=42)),
    Proof(6, Source.REPORT, 180, FIRST + timedelta(days=43)),
    Proof(7, Source.MADE_UP, 180, FIRST + timedelta(days=50)),  # once more of what was full
]
BY_HAND = {
    # subject: counted, missing; where a part is lost whatever is missed of it
    1: (360, 0),
    2: (480, 60),
    3: (360, 0),
    4: (540, 0),
    5: (360, 0),
    6: (360, 0),
    7: (360, 0),
    8: (0, 180),
    9: (4320, 180),
    10: (240, 0),
}


def attended(rule, kind=CourseKind.INITIAL_TRAINING):
    for subject, parts in PRESENT.items():
        for day, present in enumerate(parts):
            part = 60 if (subject, day) == (10, 1) else PART
            minutes = rule.credit(kind, present=present, part=part)
            yield Proof(subject, Source.ATTENDED, minutes, FIRST + timedelta(days=day))


def ledger(rule):
    return lines(ITEMS, [*attended(rule), *PAPERS], exempted=[5])


def test_a_trainee_of_the_130_hours_stands_as_computed_by_hand():
    assert ALL == 7800
    found = {line.item_id: (line.counted, line.missing) for line in ledger(PART_LOST)}
    assert found == BY_HAND
    assert sum(counted for counted, _ in found.values()) == 7380
    assert sum(missing for _, missing in found.values()) == 420


def test_where_minutes_count_only_the_minutes_missed_are_missing():
    found = {line.item_id: line.missing for line in ledger(MINUTES_COUNT) if line.missing}
    assert found == {2: 60, 8: 180, 9: 30}


def test_sources_add_up_and_a_lesson_counts_before_a_paper():
    by_item = {line.item_id: line.by_source for line in ledger(MINUTES_COUNT)}
    assert by_item[1] == {Source.ATTENDED: 355, Source.MADE_UP: 5}
    assert by_item[4] == {Source.ATTENDED: 360, Source.ELSEWHERE: 180}
    assert by_item[5] == {Source.EXEMPTED: 360}
    assert by_item[7] == {Source.ATTENDED: 360}


def test_what_is_missing_is_said_and_nothing_else():
    found = standing(1, 1, ledger(PART_LOST), EVERYTHING, Papers({GapKind.PRACTICAL: TEST}, balance=500))
    assert found.gaps == [
        *(Gap(GapKind.MINUTES, item_id=item, minutes=minutes) for item, minutes in ((2, 60), (8, 180), (9, 180))),
        Gap(GapKind.WRITTEN),
        Gap(GapKind.IDENTITY),
        Gap(GapKind.DUES, yen=500),
    ]
    assert not found.is_complete
    assert found.completed_on is None


def complete(day=FIRST):
    return [Proof(item.id, Source.ATTENDED, item.minutes, day) for item in ITEMS]


def test_the_day_of_completion_is_the_last_that_was_needed():
    later = TEST + timedelta(days=30)
    once_more = Proof(3, Source.MADE_UP, 180, later)
    found = standing(1, 1, lines(ITEMS, [*complete(), once_more]), EVERYTHING, PASSED)
    assert found.completed_on == TEST
    without = [proof for proof in complete() if proof.item_id != 3]
    halves = [Proof(3, Source.ATTENDED, 180, FIRST), once_more]
    assert standing(1, 1, lines(ITEMS, [*without, *halves]), EVERYTHING, PASSED).completed_on == later


def test_two_people_set_aside_what_was_missing_then_and_nothing_more():
    short = [proof for proof in complete() if proof.item_id != 8]
    was = Gap(GapKind.MINUTES, item_id=8, minutes=180)
    granted = TEST + timedelta(days=3)
    papers = Papers(PASSED.passed, FIRST, waived=(was,), waived_on=granted)
    found = standing(1, 1, lines(ITEMS, short), EVERYTHING, papers)
    assert (found.is_complete, found.is_overridden, found.completed_on) == (True, True, granted)
    less = [proof for proof in short if proof.item_id != 7]
    found = standing(1, 1, lines(ITEMS, less), EVERYTHING, papers)
    assert (found.is_complete, found.is_overridden) == (False, False)
    assert found.gaps == [Gap(GapKind.MINUTES, item_id=7, minutes=360)]


def test_a_course_without_hours_is_never_complete():
    assert not standing(1, 1, [], Asked(), Papers({})).is_complete


SOME = [Item(1, 1, 60), Item(2, 1, 90), Item(3, 2, 30)]
proofs = st.lists(
    st.builds(
        Proof,
        st.sampled_from([1, 2, 3]),
        st.sampled_from([source for source in Source if source is not Source.EXEMPTED]),
        st.integers(0, 120),
        st.dates(FIRST, TEST),
    ),
    max_size=12,
)
exempted = st.sets(st.sampled_from([1, 2]))


def of(found, free):
    return standing(1, 1, lines(SOME, found, free), Asked(), Papers({}))


@settings(max_examples=60)
@given(proofs, proofs, exempted, exempted)
def test_more_proof_never_makes_anybody_less_complete(some, more, free, freed):
    before, after = of(some, free), of(some + more, free | freed)
    assert all(a.counted >= b.counted for a, b in zip(after.lines, before.lines, strict=True))
    assert after.is_complete or not before.is_complete


@settings(max_examples=60)
@given(proofs.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))), exempted)
def test_the_order_of_proofs_changes_nothing(two, free):
    assert of(two[0], free) == of(two[1], free)


@settings(max_examples=60)
@given(proofs, exempted)
def test_nobody_is_complete_with_an_item_short(some, free):
    found = of(some, free)
    given = {item.id: sum(proof.minutes for proof in some if proof.item_id == item.id) for item in SOME}
    enough = all(item.subject_id in free or given[item.id] >= item.minutes for item in SOME)
    assert found.is_complete == enough
    assert all(0 <= line.counted <= line.required for line in found.lines)
    assert all(sum(line.by_source.values()) + line.missing == line.required for line in found.lines)
