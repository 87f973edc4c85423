"""COM-1: letters in the centre's own words, in every language, in versions that are never edited."""

import json

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from tests.make import LATER, MONDAY, make_account, saved
from tests.outbox.conftest import make_message
from workforce.desk.views.blank_words import EXAMPLES, MEANINGS
from workforce.history import of
from workforce.i18n import LANGUAGES
from workforce.outbox import blanks, delivery, letters, variants, wordings
from workforce.outbox.wordings import Standing, Wording

CONFIRMED = "enrolment_confirmed"
RECEIPT, *_RESULTS, NEWS = variants.of(CONFIRMED)
DETAILS = {
    "name": "髙﨑 𠮷",
    "course": {"ja": "介護の入門"},
    "starts_at": LATER.isoformat(),
    "place": {"ja": "市民センター"},
    "receipt": "1234 5678 94",
    "is_receipt": True,
}
JAPANESE = "[[name]]様\n\n[[course]]の席が取れました。\n場所は[[place]]です。\n\n[[link]]"


@pytest.fixture
def speaks(app):
    with app.app_context():
        yield


@pytest.fixture
def amina(session):
    return make_account(session)


def letter(session, **given):
    words = {"template": CONFIRMED, "subject": None, "body": None, "details": DETAILS}
    link = {"link_purpose": "enrolment", "link_subject": json.dumps("1234567894")}
    return make_message(session, **words | link | given)


def word(session, by, *, language="ja", seen=0, subject="お席：[[course]]", body=JAPANESE, variant=RECEIPT, at=MONDAY):
    return wordings.save(session, CONFIRMED, variant, language, subject=subject, body=body, seen=seen, by=by, at=at)


def standing(session, language, variant=RECEIPT):
    return wordings.states(session)[CONFIRMED, variant.name][language].standing


def example(session, template, variant, language):
    """A message that knows everything its letter can say."""
    known = blanks.read(template, variant, language)[1]
    details = {name: EXAMPLES[name] for name in known if name in EXAMPLES}
    details |= variants.told_apart_by(template, variant)
    link = {"link_purpose": "enrolment", "link_subject": '"1"'} if blanks.LINK in known else {}
    return make_message(session, template=template, subject=None, body=None, details=details, language=language, **link)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_words_with_their_blanks_filled_are_the_letter_itself(session, speaks, language):
    for template in blanks.templates():
        for variant in variants.of(template):
            message = example(session, template, variant, language)
            words = blanks.read(template, variant, language)[0]
            assert variants.of_message(message) == variant
            assert letters.composed(message, words) == letters.composed(message), (template, variant.name)


def test_every_letter_can_be_worded(speaks):
    env = blanks.current_app.jinja_env
    there = [name for name in env.list_templates(["txt"]) if name.startswith("mail/")]
    letters_there = {name.removeprefix("mail/").removesuffix(".txt") for name in there}
    assert {name for name in letters_there if not name.startswith("_")} - set(blanks.templates()) == set()


def test_every_value_of_a_letter_is_a_blank_that_staff_can_read_about_or_decides_a_variant(speaks):
    for template in blanks.templates():
        decided = {name for variant in variants.of(template) for name in variant.details}
        known = {name for variant in variants.of(template) for name in blanks.read(template, variant, "en")[1]}
        told = blanks.values_of(template) - decided - {blanks.LINK}
        assert {name for name in told if not name.startswith("is_")} <= known, template
        assert known <= set(MEANINGS)
        assert known - {blanks.LINK} <= set(EXAMPLES)


def test_own_words_go_out_with_the_values_of_the_reader(session, speaks, amina):
    word(session, amina)

    written = letters.editable(letter(session))

    assert written.subject == "お席：介護の入門"
    assert written.body.startswith("髙﨑 𠮷様\n\n介護の入門の席が取れました。\n場所は市民センターです。\n\n[[link]]\n")
    assert "000-000-0000" in written.body, "who to ask is added by itself"


def test_line_whose_value_is_missing_is_left_out(session, speaks, amina):
    word(session, amina)

    body = letters.editable(letter(session, details=DETAILS | {"place": None})).body

    assert "場所" not in body
    assert "席が取れました。\n\n[[link]]" in body


def test_only_the_language_and_the_variant_that_were_worded_change(session, speaks, amina):
    word(session, amina)

    vietnamese = letters.editable(letter(session, language="vi"))
    news = letters.editable(letter(session, details={**DETAILS, "is_receipt": False}))

    assert "お席" not in vietnamese.subject + news.subject


def test_languages_left_behind_are_older_than_the_japanese(session, speaks, amina):
    assert standing(session, "vi") is Standing.SHIPPED
    word(session, amina)

    assert standing(session, "ja") is Standing.OWN
    assert standing(session, "vi") is Standing.OLDER

    word(session, amina, language="vi", subject="[[course]]", body="[[name]]\n[[link]]", at=LATER)
    assert standing(session, "vi") is Standing.OWN

    word(session, amina, seen=1, body=JAPANESE + "\n上履きをお持ちください。", at=LATER)
    assert standing(session, "vi") is Standing.OLDER
    assert standing(session, "vi", NEWS) is Standing.SHIPPED


def test_back_to_the_shipped_words_is_a_version_too(session, speaks, amina):
    word(session, amina)

    row = wordings.ship_again(session, CONFIRMED, RECEIPT, "ja", seen=1, by=amina, at=LATER)

    assert (row.number, row.words) == (2, None)
    assert standing(session, "ja") is Standing.SHIPPED
    assert standing(session, "vi") is Standing.SHIPPED
    assert of(session, "wording", [row.id])[0].what == "shipped_again"


@pytest.mark.parametrize(
    ("subject", "body", "reason", "field"),
    [
        ("件名", "[[name]]様、リンクなし", wordings.BlankMissing, "body"),
        ("件名", "[[nmae]] [[link]]", wordings.UnknownBlank, "body"),
        ("[[link]]", "[[link]]", wordings.UnknownBlank, "subject"),
        ("[[position]]", "[[link]]", wordings.UnknownBlank, "subject"),
        ("件名", "[[name] [[link]]", wordings.BrokenBlank, "body"),
        ("件名", "［［name］ [[link]]", wordings.BlankMissing, "body"),
        ("", "[[link]]", wordings.NothingSaid, "body"),
        ("件名", "  \n ", wordings.NothingSaid, "body"),
    ],
)
def test_words_that_would_leave_a_hole_are_refused_beside_their_field(
    session, speaks, amina, subject, body, reason, field
):
    if reason is wordings.BlankMissing and "［" in body:
        body = body.replace("[[link]]", "")

    with pytest.raises(reason) as refused:
        word(session, amina, subject=subject, body=body)

    assert refused.value.field == field


def test_offer_must_say_until_when(session, speaks, amina):
    with pytest.raises(wordings.BlankMissing):
        wordings.save(
            session, "offer", variants.of("offer")[0], "ja", subject="席", body="[[link]]", seen=0, by=amina, at=MONDAY
        )


def test_brackets_of_a_japanese_keyboard_are_brackets(session, speaks, amina):
    row = word(session, amina, body="［［name］］様 [[ link ]]")

    assert row.body == "[[name]]様 [[link]]\n"


def test_two_who_word_the_same_letter_do_not_overwrite_each_other(session, speaks, amina):
    word(session, amina)

    with pytest.raises(wordings.SavedMeanwhile):
        word(session, amina, body="別の文 [[link]]")


def test_version_is_never_edited(session, speaks, amina):
    row = word(session, amina)

    for change in (update(Wording).values(subject="x"), delete(Wording)):
        with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
            session.execute(change.where(Wording.id == row.id))


def test_words_that_the_letter_has_outgrown_do_not_go_out(session, speaks, amina):
    which = {"template": CONFIRMED, "variant": "receipt", "spoken": "ja", "number": 1}
    saved(session, Wording(**which, subject="古い", body="[[gone]]", of="", at=MONDAY))

    assert letters.editable(letter(session)).subject != "古い"
    assert standing(session, "ja") is Standing.UNFIT


def test_sent_message_keeps_the_words_that_were_sent(session, posting, mail_server, amina):
    word(session, amina)
    message = letter(session)
    session.commit()
    delivery.deliver_due(lambda: MONDAY, worker="bo")
    session.refresh(message)
    sent = letters.editable(message)

    word(session, amina, seen=1, subject="新しい件名", at=LATER)

    assert letters.editable(message) == sent
    assert sent.subject == mail_server.received()[0]["headers"]["Subject"] == "お席：介護の入門"
    assert "/l/enrolment/" in mail_server.received()[0]["body"]
    assert letters.LINK in sent.body, "the link itself is kept nowhere"
