"""Log lines are JSON and hold nothing personal."""

import json
import logging

import pytest
from sqlalchemy.exc import IntegrityError

from tests.make import make_account
from workforce.operations.logs import Lines


@pytest.fixture
def lines():
    """A logger whose lines are kept."""
    written = []

    class Keeping(logging.Handler):
        def emit(self, record):
            written.append(json.loads(self.format(record)))

    handler = Keeping()
    handler.setFormatter(Lines())
    for name in ("workforce.requests", "workforce.errors"):
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    yield written
    for name in ("workforce.requests", "workforce.errors"):
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_request_is_one_line_with_its_rule_and_without_its_address(browser, lines):
    browser().client.get("/ja/courses?q=山田花子")

    line = lines[-1]
    assert (line["rule"], line["status"], line["method"]) == ("/<language:language>/courses", 200, "GET")
    assert "山田" not in json.dumps(line, ensure_ascii=False)


def test_error_of_the_database_keeps_the_values_to_itself(session, lines):
    address = "@".join(["amina", "example.jp"])  # the log quotes lines of code, so it is not written in one
    make_account(session, email=address)

    with pytest.raises(IntegrityError) as caught:
        make_account(session, email=address)
    logging.getLogger("workforce.errors").error("request failed", exc_info=caught.value)

    assert "IntegrityError" in lines[-1]["error"]
    assert address not in json.dumps(lines[-1])
