"""What every form of the house does."""

from wtforms import StringField

from workforce.forms import Form


class Typed(Form):
    word = StringField(filters=[str.upper])


def test_text_is_stripped_and_then_filtered_every_time(app):
    for _again in range(2):
        with app.test_request_context("/", method="POST", data={"word": "  care\x00 "}):
            assert Typed().word.data == "CARE"


def test_a_field_that_was_not_sent_is_an_empty_one(app):
    with app.test_request_context("/", method="POST", data={"other": "1"}):
        assert Typed().word.data == ""
