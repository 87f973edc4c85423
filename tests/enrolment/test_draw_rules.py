"""Who wins a draw, and that an independent script agrees, whatever the list is."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workforce.enrolment.rules import draw, draw_check, draw_file
from workforce.enrolment.rules.draw import Entry, Outcome, Quota
from workforce.people.rules.receipts import new_receipt
from workforce.settings import ROOT

SCRIPT = ROOT / "static" / "recompute_draw.py"
SECRET = "0123456789abcdef" * 4
ORDER = [Entry(new_receipt(number), None, 1) for number in range(6)]


def outcomes(order, **given):
    return [(result.outcome, result.band) for result in draw.results(order, **{"quotas": ()} | given)]


def in_bands(*bands):
    return [Entry(new_receipt(number), band, 1) for number, band in enumerate(bands)]


SEAT, WAITING = (Outcome.SEAT, None), (Outcome.WAITING, None)


def test_first_ranks_get_the_seats_and_the_others_wait():
    assert outcomes(ORDER, seats=2) == [SEAT, SEAT] + [WAITING] * 4


def test_band_takes_its_seats_first_and_its_others_take_part_in_the_rest():
    order = in_bands(None, 1, 1, None, 1)

    found = outcomes(order, seats=3, quotas=[Quota(1, "residents", 1, keeps=False)])

    assert found == [SEAT, (Outcome.SEAT, 1), SEAT, WAITING, WAITING]


@pytest.mark.parametrize(("keeps", "seated"), [(False, 4), (True, 2)])
def test_seats_that_a_band_does_not_need_go_to_everybody_or_stay_kept(keeps, seated):
    order = in_bands(None, None, None, 1)

    found = draw.seated(order, 4, [Quota(1, "residents", 3, keeps=keeps)])

    assert len(found) == seated


def test_bands_come_in_their_order_when_there_are_fewer_seats_than_they_were_promised():
    quotas = [Quota(2, "operators", 2, keeps=False), Quota(1, "residents", 2, keeps=False)]

    assert list(draw.seated(in_bands(1, 1, 2, 2), 3, quotas).values()) == [2, 2, 1]


def test_who_has_left_keeps_the_rank_and_the_next_one_gets_the_seat():
    found = outcomes(ORDER, seats=2, withdrawn={ORDER[0].receipt})

    assert found[:4] == [(Outcome.WITHDRAWN, None), SEAT, SEAT, WAITING]


def test_more_tickets_win_more_often():
    pair = [Entry(new_receipt(1), None, 1), Entry(new_receipt(2), None, 3)]
    keys = [draw.key_of(SECRET, str(number)) for number in range(2000)]

    won = sum(draw.ordered(key, pair)[0].weight == 3 for key in keys)

    assert 0.70 < won / len(keys) < 0.80  # three of the four tickets


def test_public_value_changes_the_order():
    assert draw.ordered(draw.key_of(SECRET, ""), ORDER) != draw.ordered(draw.key_of(SECRET, "38,915.87"), ORDER)


# --- the file ---------------------------------------------------------------------------------------------------------

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=12)


@st.composite
def drawn_files(draw_value):
    bands = draw_value(st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=3))
    quotas = tuple(Quota(number, "residents", *rest) for number, rest in enumerate(bands, 1))
    numbers = draw_value(st.lists(st.integers(0, 10**9 - 1), max_size=14, unique=True))
    entries = [
        Entry(new_receipt(number), draw_value(st.sampled_from([None, *range(1, len(quotas) + 1)])), weight)
        for number, weight in zip(numbers, draw_value(st.lists(st.integers(1, 5), min_size=14)), strict=False)
    ]
    name = draw_value(st.none() | words.map(draw_file.one_line).filter(lambda text: text not in ("", "-")))
    secret = draw_value(st.binary(min_size=32, max_size=32)).hex()
    rules = draw_file.Rules(
        cohort="s26-03",
        course=draw_file.one_line(draw_value(words)) or "x",
        number=1,
        seats=draw_value(st.integers(0, 12)),
        quotas=quotas,
        weights="lost=1 most=3 newcomer=0",
        commitment=draw_file.digest(secret),
        value_name=name,
    )
    gone = [entry.receipt for entry in entries if draw_value(st.integers(0, 5)) == 0]
    return made(rules, entries, secret, "38,915.87" if name else "", gone)


def made(rules, entries, secret, value, gone=()):
    order = draw.ordered(draw.key_of(secret, value), entries)
    results = draw.results(order, seats=rules.seats, quotas=rules.quotas, withdrawn=gone)
    begins = draw_file.list_text(rules, entries)
    return draw_file.whole_text(begins, secret=secret, value=value, results=results)


RULES = draw_file.Rules(
    cohort="s26-03",
    course="介護の入門",
    number=1,
    seats=2,
    quotas=(Quota(1, "residents", 1, keeps=False),),
    weights="lost=1 most=3 newcomer=0",
    commitment=draw_file.digest(SECRET),
    value_name="日経平均株価",
)
ENTRIES = [Entry(new_receipt(number), 1 if number % 2 else None, 1 + number % 3) for number in range(7)]
FILE = made(RULES, ENTRIES, SECRET, "38,915.87")


def by_script(text, *options):
    content = text if isinstance(text, bytes) else text.encode()
    asked = [sys.executable, "-I", str(SCRIPT), *(options or ("--en",))]
    return subprocess.run(asked, input=content, capture_output=True, check=False)


def by_rules(text):
    return all(check.holds for check in draw_check.checks(text))


@settings(max_examples=40)
@given(drawn_files())
def test_rules_and_script_agree_on_any_list(text):
    told = by_script(text)

    assert by_rules(text)
    assert told.returncode == 0, told.stdout.decode()
    assert draw_file.digest(text) in told.stdout.decode()


@settings(max_examples=60)
@given(st.integers(0, len(FILE.encode()) - 1), st.integers(1, 255))
def test_one_byte_that_changes_anywhere_shows(place, change):
    content = bytearray(FILE.encode())
    content[place] ^= change

    assert by_script(bytes(content)).returncode == 1
    assert not by_rules(bytes(content).decode(errors="replace"))


def forged(text):
    """With hashes that fit again, as somebody would write it who wants to deceive."""
    begins = text[: text.index("list-hash")]
    text = f"{begins}list-hash {draw_file.digest(begins)}{text[text.index('list-hash') + 74 :]}"
    body = text[: text.index("file-hash")]
    return f"{body}file-hash {draw_file.digest(body)}\n"


def swapped(text, one, other):
    return text.replace(one, "%").replace(other, one).replace("%", other)


LINES = FILE[FILE.index("result") :].split("\n")[1:8]
FORGERIES = {
    "two ranks changed places": swapped(FILE, LINES[0].split(" ")[1] + " seat", LINES[6].split(" ")[1] + " waiting"),
    "one seat more": FILE.replace("seats 2", "seats 3"),
    "another secret": FILE.replace(SECRET, SECRET[::-1]),
    "another public value": FILE.replace("38,915.87", "38,915.88"),
    "no public value": FILE.replace("value 38,915.87", "value -"),
    "somebody twice": FILE.replace(f"{ENTRIES[1].receipt} 1", f"{ENTRIES[0].receipt} 1"),
    "more tickets for the last": re.sub(rf"(?m)^({LINES[6].split()[1]} \S+) \d$", r"\1 99", FILE),
    "somebody left out": FILE.replace(LINES[6] + "\n", "").replace("result 7", "result 6"),
    "a band that is not there": FILE.replace("band 1 residents 1 release\n", ""),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_forgery_with_fitting_hashes_is_found_by_both(what):
    text = forged(FORGERIES[what])

    assert text != FILE
    assert by_script(text).returncode == 1
    assert not by_rules(text)


def test_script_says_the_first_difference_in_english_and_japanese():
    text = FILE.replace("38,915.87", "38,915.88")

    english, japanese = by_script(text).stdout.decode(), by_script(text, "--ja").stdout.decode()

    assert "SOMETHING IS NOT TRUE." in english
    assert "the file says" in english
    assert "正しくないところがあります。" in japanese
    assert "ファイルには" in japanese


def test_script_reads_a_file_by_its_name_and_uses_nothing_but_the_standard_library(tmp_path):
    path = tmp_path / "draw.txt"
    path.write_bytes(FILE.encode())

    told = subprocess.run([sys.executable, "-I", "-S", SCRIPT, path], capture_output=True, check=False)

    assert told.returncode == 0, told.stdout
    assert "workforce" not in SCRIPT.read_text().replace("workforce-draw", "")


def test_text_that_is_no_draw_is_told_with_its_line():
    assert draw_check.checks("hello\n") == [draw_check.Check(draw_check.Checked.FORM, False, "1: hello")]
    assert by_script("hello\n").returncode == 1


def test_list_of_ten_thousand_can_be_checked_by_anybody():
    entries = [Entry(new_receipt(number), 1 + number % 3, 1 + number % 20) for number in range(10_000)]
    quotas = tuple(Quota(number, "residents", 100, keeps=False) for number in (1, 2, 3))
    text = made(replace(RULES, quotas=quotas, seats=400), entries, SECRET, "38,915.87")

    assert len(text.encode()) < draw_file.LARGEST
    assert by_rules(text)
    assert by_script(text).returncode == 0


def test_more_tickets_than_any_draw_has_are_not_counted_one_by_one():
    entries = [Entry(new_receipt(number), None, 999) for number in range(600)]
    begins = draw_file.list_text(RULES, entries)
    text = draw_file.whole_text(begins, secret=SECRET, value="38,915.87", results=[])

    [check] = draw_check.checks(text)

    assert (check.what, check.holds) == (draw_check.Checked.FORM, False)
    assert check.found == f"{10 + 501}: {text.splitlines()[10 + 500]}"


def test_file_says_again_what_it_was_made_from():
    drawn = draw_file.read(FILE)

    assert drawn.rules == RULES
    assert sorted(drawn.entries, key=lambda one: one.receipt) == sorted(ENTRIES, key=lambda one: one.receipt)
    assert draw_file.list_text(replace(drawn.rules), drawn.entries) == FILE[: FILE.index("list-hash")]


def test_list_that_is_not_drawn_yet_is_called_so_by_the_house_and_by_the_script():
    alone = FILE[: FILE.index("list-hash")]

    told = by_script(alone)

    assert told.returncode == 1
    assert "This is the list of 7 applicants before the draw" in told.stdout.decode()
    assert draw_file.digest(alone) in told.stdout.decode()
    assert draw_file.is_list_alone(alone)
    assert not draw_file.is_list_alone(FILE)
    assert not draw_file.is_list_alone(alone[:-12])
