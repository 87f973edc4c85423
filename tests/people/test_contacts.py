import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.people.rules import contacts
from workforce.people.rules.contacts import (
    masked_mail,
    masked_phone,
    normal_mail,
    normal_phone,
    postcode,
    shown_phone,
    shown_postcode,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("hanako@example.jp", "hanako@example.jp", id="plain"),
        pytest.param("Hanako.T@Example.JP", "hanako.t@example.jp", id="capitals"),
        pytest.param("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp", id="full width"),
        pytest.param("  hanako @example.jp\n", "hanako@example.jp", id="spaces"),
        pytest.param("<hanako@example.jp>", "hanako@example.jp", id="pasted with brackets"),
        pytest.param("mailto:hanako@example.jp", "hanako@example.jp", id="pasted as a link"),
        pytest.param("hanako+course@example.jp", "hanako+course@example.jp", id="a plus sign"),
        pytest.param("_ha-na_ko@mail.example.co.jp", "_ha-na_ko@mail.example.co.jp", id="signs and a long domain"),
        pytest.param("taro@例え.jp", "taro@xn--r8jz45g.jp", id="a Japanese domain"),
        pytest.param("taro@xn--r8jz45g.jp", "taro@xn--r8jz45g.jp", id="the same in ASCII"),
        pytest.param("staff@demo.example", "staff@demo.example", id="a domain for examples"),
    ],
)
def test_mail_address_is_stored_in_one_form(typed, stored):
    assert normal_mail(typed) == stored
    assert normal_mail(stored) == stored


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        pytest.param("", contacts.NotMail, id="nothing"),
        pytest.param("　", contacts.NotMail, id="only spaces"),
        pytest.param("hanako", contacts.MailWithoutAt, id="no at sign"),
        pytest.param("@example.jp", contacts.MailWithoutAt, id="nothing before it"),
        pytest.param("hanako@", contacts.MailWithoutAt, id="nothing after it"),
        pytest.param("hanako@@example.jp", contacts.MailWithoutAt, id="two at signs"),
        pytest.param("a@b.jp, c@d.jp", contacts.MailWithoutAt, id="two addresses"),
        pytest.param("hanako..t@example.jp", contacts.MailDots, id="two dots"),
        pytest.param("hanako.@example.jp", contacts.MailDots, id="a dot before the at sign"),
        pytest.param(".hanako@example.jp", contacts.MailDots, id="a dot in front"),
        pytest.param("花子@example.jp", contacts.MailLetters, id="kanji before the at sign"),
        pytest.param("hanako@example", contacts.MailEnd, id="no ending"),
        pytest.param("hanako@example,jp", contacts.MailEnd, id="a comma for a dot"),
        pytest.param("hanako@example..jp", contacts.MailEnd, id="two dots in the domain"),
        pytest.param("hanako@localhost", contacts.MailEnd, id="no public domain"),
        pytest.param("hanako@example.jp.", contacts.MailEnd, id="a dot at the end"),
        pytest.param("hana(ko)@example.jp", contacts.NotMail, id="brackets"),
        pytest.param(f"{'a' * 250}@example.jp", contacts.NotMail, id="too long"),
        pytest.param("hanako@example.jp\x00", contacts.MailEnd, id="a control character"),
    ],
)
def test_what_is_no_mail_address_is_refused_with_an_example(typed, refusal):
    with pytest.raises(contacts.NotMail) as raised:
        normal_mail(typed)

    assert type(raised.value) is refusal
    assert raised.value.field == "mail"
    assert raised.value.text()


@pytest.mark.parametrize(
    ("mail", "masked"),
    [
        ("hanako@example.jp", "h•••@example.jp"),
        ("ab@example.jp", "a•••@example.jp"),
        ("a@example.jp", "•••@example.jp"),
    ],
)
def test_masked_mail_shows_the_first_letter_and_the_domain(mail, masked):
    assert masked_mail(mail) == masked


@pytest.mark.parametrize(
    "typed",
    [
        "090-1234-5678",
        "09012345678",
        "090 1234 5678",
        "０９０－１２３４－５６７８",
        "０９０１２３４５６７８",
        "090ー1234ー5678",
        "090‐1234‐5678",
        "090—1234—5678",
        "090.1234.5678",
        "090･1234･5678",
        "(090)1234-5678",
        "（０９０）１２３４ー５６７８",
        "TEL: 090-1234-5678",
        "携帯 090-1234-5678",
        "9012345678",
        "+81 90 1234 5678",
        "＋８１９０１２３４５６７８",
        "+81(0)90-1234-5678",
        "+81-090-1234-5678",
        "010 81 90 1234 5678",
        " 090-1234-5678　",
        "၀၉၀၁၂၃၄၅၆၇၈",
    ],
)
def test_mobile_number_is_stored_in_one_form(typed):
    assert normal_phone(typed) == "+819012345678"


@pytest.mark.parametrize(
    "typed",
    [
        "0422-20-3741",
        "0422(20)3741",
        "（０４２２）２０－３７４１",
        "0422-20-3741 内線 123",
        "0422-20-3741（内線123）",
        "0422-20-3741 ext. 12",
        "0422-20-3741 Ext 12",
        "0422-20-3741x12",
        "0422-20-3741 #12",
    ],
)
def test_landline_number_is_stored_without_its_extension(typed):
    assert normal_phone(typed) == "+81422203741"


@pytest.mark.parametrize(
    ("typed", "stored", "shown", "masked"),
    [
        pytest.param("09012345678", "+819012345678", "090-1234-5678", "•••-••••-5678", id="a mobile"),
        pytest.param("09000001234", "+819000001234", "090-0000-1234", "•••-••••-1234", id="one not given out yet"),
        pytest.param("06012345678", "+816012345678", "060-1234-5678", "•••-••••-5678", id="a newly opened range"),
        pytest.param("05012345678", "+815012345678", "050-1234-5678", "•••-••••-5678", id="over the internet"),
        pytest.param("0422203741", "+81422203741", "0422-20-3741", "••••-••-3741", id="a landline here"),
        pytest.param("0312345678", "+81312345678", "03-1234-5678", "••-••••-5678", id="a landline in Tokyo"),
        pytest.param("0499221234", "+81499221234", "04992-2-1234", "•••••-•-1234", id="a landline on an island"),
        pytest.param("0120123456", "+81120123456", "0120-123-456", "••••-••3-456", id="free of charge"),
        pytest.param("08001234567", "+818001234567", "0800-123-4567", "••••-•••-4567", id="free, eleven digits"),
        pytest.param("+84 90 123 45 67", "+84901234567", "+84 901 234 567", "+•• ••• ••4 567", id="in Viet Nam"),
        pytest.param("+1 (201) 555-0123", "+12015550123", "+1 201-555-0123", "+• •••-•••-0123", id="in America"),
    ],
)
def test_number_is_shown_as_its_country_writes_it(typed, stored, shown, masked):
    assert normal_phone(typed) == stored
    assert shown_phone(stored) == shown
    assert normal_phone(shown) == stored
    assert masked_phone(stored) == masked


def test_number_without_plus_is_dialled_in_its_region():
    assert normal_phone("0901234567", region="VN") == "+84901234567"


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        pytest.param("", contacts.NotPhone, id="nothing"),
        pytest.param("ありません", contacts.NotPhone, id="words"),
        pytest.param("090-ABCD-5678", contacts.NotPhone, id="letters among the digits"),
        pytest.param("090-1234-5678、0422-20-3741", contacts.NotPhone, id="two numbers"),
        pytest.param("090-1234-5678/0422-20-3741", contacts.PhoneLength, id="two numbers with a stroke"),
        pytest.param("090-1234-567", contacts.PhoneLength, id="a mobile with a digit too few"),
        pytest.param("090-1234-56789", contacts.PhoneLength, id="a mobile with a digit too many"),
        pytest.param("0422-20-374", contacts.PhoneLength, id="a landline with a digit too few"),
        pytest.param("0422-20-37411", contacts.PhoneLength, id="a landline with a digit too many"),
        pytest.param("20-3741", contacts.PhoneLength, id="no area code"),
        pytest.param("119", contacts.PhoneLength, id="an emergency number"),
        pytest.param("0", contacts.PhoneLength, id="one digit"),
        pytest.param("+84 12", contacts.PhoneAbroad, id="too short abroad"),
        pytest.param("+999 123 4567", contacts.PhoneAbroad, id="no such country"),
        pytest.param("9" * 300, contacts.PhoneLength, id="endless"),
        pytest.param("+", contacts.NotPhone, id="a plus sign alone"),
    ],
)
def test_what_is_no_number_is_refused_with_an_example(typed, refusal):
    with pytest.raises(contacts.NotPhone) as raised:
        normal_phone(typed)

    assert type(raised.value) is refusal
    assert raised.value.field == "phone"


@given(st.from_regex(r"0[5789]0[0-9]{8}|0[1-9][1-9][0-9]{7}", fullmatch=True, alphabet="0123456789"))
def test_every_japanese_number_is_read_back_as_it_is_shown(typed):
    stored = normal_phone(typed)

    assert stored == f"+81{typed[1:]}"
    assert normal_phone(shown_phone(stored)) == stored
    assert shown_phone(stored).replace("-", "") == typed


@pytest.mark.parametrize(
    "typed", ["180-0001", "1800001", "〒180-0001", "１８０－０００１", "180ー0001", " 180 0001 ", "〒 1800001"]
)
def test_postcode_is_stored_as_seven_digits(typed):
    assert postcode(typed) == "1800001"


def test_postcode_is_shown_with_its_hyphen():
    assert shown_postcode("1800001") == "180-0001"


@pytest.mark.parametrize("typed", ["", "180-001", "180-00011", "180-000a", "武蔵野市", "180-00-0x"])
def test_what_is_no_postcode_is_refused(typed):
    with pytest.raises(contacts.NotPostcode):
        postcode(typed)
