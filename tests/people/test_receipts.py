import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.people.rules.receipts import (
    ALPHABET,
    NotACode,
    NotAReceipt,
    ReceiptMistyped,
    new_code,
    new_receipt,
    read,
    read_code,
    shown,
    shown_code,
)

RECEIPT = "1234567894"
CODE = "4F7K9XM3"
nine_digits = st.integers(0, 10**9 - 1)


def test_receipt_has_nine_digits_and_a_check_digit():
    assert new_receipt(123456789) == RECEIPT
    assert new_receipt(0) == "0000000000"
    assert len(new_receipt(10**9 - 1)) == 10


def test_receipt_draws_below_ten_to_the_ninth():
    assert new_receipt(lambda limit: limit - 1) == new_receipt(999_999_999)


@pytest.mark.parametrize("number", [-1, 10**9])
def test_receipt_takes_no_other_count_of_digits(number):
    with pytest.raises(ValueError, match=str(number)):
        new_receipt(number)


def test_receipt_is_shown_in_three_groups():
    assert shown(RECEIPT) == "123-456-7894"


@pytest.mark.parametrize(
    "typed",
    [
        "1234567894",
        "123-456-7894",
        " 123 456 7894 ",
        "１２３－４５６－７８９４",
        "１２３　４５６　７８９４",
        "123ー456ー7894",
        "123–456–7894",
        "l23-456-7894",
        "I23.456.7894",
    ],
)
def test_receipt_is_read_however_it_is_typed(typed):
    assert read(typed) == RECEIPT


def test_letter_o_is_read_as_zero():
    assert read("OOo-Ooo-oooo") == "0000000000"


@pytest.mark.parametrize("typed", ["", "123-456-789", "123-456-78944", "abc-def-ghij", "受付番号"])
def test_other_count_of_digits_is_refused(typed):
    with pytest.raises(NotAReceipt) as refusal:
        read(typed)

    assert type(refusal.value) is NotAReceipt


def test_mistyped_receipt_is_shown_back():
    with pytest.raises(ReceiptMistyped) as refusal:
        read("1234567890")

    assert "123-456-7890" in refusal.value.text()


@given(nine_digits)
def test_every_receipt_is_read_back(number):
    receipt = new_receipt(number)

    assert read(shown(receipt)) == receipt


@given(nine_digits, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, shift):
    receipt = new_receipt(number)
    wrong = str((int(receipt[place]) + shift) % 10)

    with pytest.raises(ReceiptMistyped):
        read(receipt[:place] + wrong + receipt[place + 1 :])


@given(nine_digits, st.integers(0, 8))
def test_two_swapped_neighbours_are_always_noticed(number, place):
    receipt = new_receipt(number)
    swapped = receipt[:place] + receipt[place + 1] + receipt[place] + receipt[place + 2 :]

    if swapped != receipt:
        with pytest.raises(ReceiptMistyped):
            read(swapped)


def test_code_is_eight_picked_signs_shown_in_two_groups():
    signs = iter(CODE)

    assert new_code(lambda alphabet: next(sign for sign in signs if sign in alphabet)) == CODE
    assert shown_code(CODE) == "4F7K-9XM3"


def test_alphabet_has_no_signs_that_look_alike():
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert not set("OQILBSZU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed", ["4F7K9XM3", "4F7K-9XM3", "4f7k-9xm3", "４Ｆ７Ｋ－９ＸＭ３", " 4f7k 9xm3 ", "4F7Kー9XM3", "4F 7K 9X M3"]
)
def test_code_is_read_in_any_case_width_and_grouping(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("OoQq-0000", "00000000"), ("IiLl-|111", "11111111"), ("BbSs-ZzUu", "885522VV")],
)
def test_sign_that_looks_alike_is_read_as_the_one_meant(typed, meant):
    assert read_code(typed) == meant


@pytest.mark.parametrize("typed", ["", "4F7K-9XM", "4F7K-9XM33", "4F7K-9XMé", "4F7K-9XM!", "ｶｷｸｹ-9XM3"])
def test_what_is_no_code_is_refused_with_an_example(typed):
    with pytest.raises(NotACode) as refusal:
        read_code(typed)

    assert "4F7K-9XM3" in refusal.value.text()


@given(st.lists(st.sampled_from(ALPHABET), min_size=8, max_size=8))
def test_every_code_is_read_back(signs):
    code = "".join(signs)

    assert read_code(shown_code(code).lower()) == code
