"""What staff type becomes a value, or a sentence beside what they typed."""

from datetime import UTC, date, datetime, time

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from workforce.catalogue.forms.fields import DayField, MomentField, SeenField, TimeField, WholeField
from workforce.catalogue.forms.texts import LocalizedField
from workforce.i18n.wording import Gap, fingerprint, gaps, localized_text


class Inputs(Form):
    moment = MomentField("moment", needed=False)
    day = DayField("day", needed=False)
    hour = TimeField("hour", needed=False)
    number = WholeField("number", needed=False, least=1)
    needed = WholeField("needed", needed=False)
    seen = SeenField()


@pytest.fixture
def typed(app):
    with app.test_request_context("/en/"):
        yield lambda **values: Inputs(MultiDict(values))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("moment", "2026-12-05T18:30", datetime(2026, 12, 5, 9, 30, tzinfo=UTC)),
        ("moment", "2026/12/05 8:05", datetime(2026, 12, 4, 23, 5, tzinfo=UTC)),
        ("moment", "２０２６年12月5日 18時30分", datetime(2026, 12, 5, 9, 30, tzinfo=UTC)),
        ("moment", "2026-12-05T18:30:00", datetime(2026, 12, 5, 9, 30, tzinfo=UTC)),
        ("day", "2026-02-28", date(2026, 2, 28)),
        ("day", " 2026.2.8 ", date(2026, 2, 8)),
        ("hour", "18:30", time(18, 30)),
        ("hour", "９：０５", time(9, 5)),
        ("number", "20", 20),
        ("number", "１２,０００円", 12000),
        ("number", "20名", 20),
        ("number", "", None),
        ("moment", "  ", None),
    ],
)
def test_typed_text_becomes_a_value(typed, name, text, value):
    form = typed(**{name: text})

    assert form.validate()
    assert form[name].data == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("moment", "tomorrow"),
        ("moment", "2026-02-30T10:00"),
        ("moment", "2026-12-05T24:00"),
        ("moment", "2026-12-05"),
        ("moment", "0001-01-01T00:00"),
        ("moment", "9999-12-31T23:59"),
        ("day", "2026-13-01"),
        ("day", "30.2.2026"),
        ("hour", "25:00"),
        ("hour", "half past"),
        ("number", "-1"),
        ("number", "0"),
        ("number", "1.5"),
        ("number", "twelve"),
        ("number", "1" * 30),
        ("number", "二十"),
    ],
)
def test_what_cannot_be_read_is_explained_and_shown_again_as_typed(typed, name, text):
    form = typed(**{name: text})

    assert not form.validate()
    assert str(form[name].errors[0])
    assert form[name].data is None
    shown = str(form[name]())
    assert f'value="{text}"' in shown
    assert 'type="text"' in shown


def test_value_is_written_as_the_browser_wants_it(app):
    with app.test_request_context("/en/"):
        form = Inputs(
            data={"moment": datetime(2026, 12, 5, 9, 30, tzinfo=UTC), "day": date(2026, 2, 8), "hour": time(9, 5)}
        )

        assert 'value="2026-12-05T18:30"' in str(form.moment())
        assert 'value="2026-02-08"' in str(form.day())
        assert 'value="09:05"' in str(form.hour())


@pytest.mark.parametrize("text", ["", "x", "2026-01-01T00:00:00", "\x00"])
def test_a_lost_mark_of_what_was_seen_asks_nothing(typed, text):
    assert typed(seen=text).seen.data is None


# --- one text in every language ---------------------------------------------------------------------------------------


class Page(Form):
    title = LocalizedField("title")
    note = LocalizedField("note", needed=False, lines=3)


@pytest.fixture
def written(app):
    with app.test_request_context("/en/"):
        yield lambda data=None, **values: Page(
            MultiDict({name.replace("__", "-"): value for name, value in values.items()}), data=data
        )


def test_untouched_translation_becomes_stale_with_a_new_japanese_text(written):
    old = localized_text("古い", en="Old", vi="Cũ")

    form = written({"title": old}, title__ja="新しい", title__en="Old", title__vi="Mới")

    assert form.validate()
    assert gaps(form.title.revised) == {"easy": Gap.MISSING, "en": Gap.STALE}


def test_checked_translation_counts_for_the_new_text(written):
    old = localized_text("古い", en="Old")

    form = written({"title": old}, title__ja="新しい", title__en="Old", title__en_checked="y")

    assert form.title.revised["en"] == {"text": "Old", "of": fingerprint("新しい"), "by": "person"}


def test_machine_translation_stays_marked_until_somebody_checks_it(written):
    old = localized_text("題", by="machine", en="Title")

    kept = written({"title": old}, title__ja="題", title__en="Title")
    checked = written({"title": old}, title__ja="題", title__en="Title", title__en_checked="y")

    assert gaps(kept.title.revised)["en"] is Gap.MACHINE
    assert "en" not in gaps(checked.title.revised)


def test_japanese_comes_first(written):
    assert not written(title__en="Title").validate()
    form = written(title__ja="題", note__en="Bring shoes")

    assert not form.validate()
    assert form.note.form["ja"].errors


def test_empty_text_is_nothing(written):
    form = written(title__ja="題", note__ja="  ")

    assert form.validate()
    assert form.note.revised == {}


@pytest.mark.parametrize(
    ("easy", "fits"),
    [
        ("{介護|かいご}の {勉強|べんきょう}", True),
        ("｛介護｜かいご｝", True),
        ("かいご", True),
        ("{介護|カイゴ}", False),
        ("{介護かいご}", False),
        ("介護|かいご", False),
        ("{介護|かいご", False),
    ],
)
def test_readings_are_written_so_that_pages_can_show_them(written, easy, fits):
    form = written(title__ja="介護", title__easy=easy)

    assert form.validate() is fits
    if fits and "介護" in easy:
        assert form.title.revised["easy"]["text"].startswith("{介護|かいご}")


def test_editor_sees_the_marks_that_pages_turn_into_readings(written):
    form = written({"title": localized_text("介護", easy="{介護|かいご}")})

    assert "&#123;介護|かいご}" in str(form.title.form["easy"]())
