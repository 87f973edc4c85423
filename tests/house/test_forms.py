"""What every form of the house does."""

import pytest
from flask import g
from wtforms import StringField

from workforce.forms import Form
from workforce.refusals import Refused


class Typed(Form):
    word = StringField(filters=[str.upper])


class NotThatWord(Refused):
    message = "Another word, please."
    field = "word"


def posted(app, **data):
    return app.test_request_context("/", method="POST", data={"csrf_token": "checked before", **data})


def test_text_is_stripped_and_then_filtered_every_time(app):
    for _again in range(2):
        with app.test_request_context("/", method="POST", data={"word": "  care\x00 "}):
            assert Typed().word.data == "CARE"


def test_a_field_that_was_not_sent_is_an_empty_one(app):
    with app.test_request_context("/", method="POST", data={"other": "1"}):
        assert Typed().word.data == ""


def let_in():
    """The form's token was looked at before the view began."""
    g.csrf_valid = True


def test_form_that_was_only_asked_for_does_nothing(app):
    with app.test_request_context("/"):
        assert not Typed().done(lambda: pytest.fail("nobody pressed anything"))


def test_form_that_is_right_acts_and_keeps_what_came_of_it(app):
    with posted(app, word="care"):
        let_in()
        form = Typed()
        assert form.done(lambda: form.word.data + "!")
        assert form.result == "CARE!"


def test_form_shows_what_its_act_refuses_beside_the_field(app):
    def refuse():
        raise NotThatWord

    with posted(app, word="care"):
        let_in()
        form = Typed()
        assert not form.done(refuse)
        assert form.is_refused
        assert form.word.errors == ["Another word, please."]


def test_form_without_a_good_token_does_nothing(app):
    with posted(app, word="care"):
        assert not Typed().done(lambda: pytest.fail("the token is not ours"))
