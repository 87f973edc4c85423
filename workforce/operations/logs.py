"""One line of JSON for each thing worth telling, on standard error, without personal data."""

import json
import logging.config
import traceback
from datetime import UTC, datetime


class Lines(logging.Formatter):
    """A message that is a JSON object already becomes part of the line."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "pid": record.process,
        }
        message = record.getMessage()
        if record.exc_info:
            line["error"] = without_values("".join(traceback.format_exception(*record.exc_info)))
        if message.startswith('{"'):
            return f"{json.dumps(line)[:-1]}, {message[1:]}"
        return json.dumps(line | {"message": message}, ensure_ascii=False)


def without_values(text):
    """PostgreSQL adds the values of the row to some errors ("DETAIL:  Key (email)=(…) already exists")."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("DETAIL:"))


def configuration(level="INFO"):
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "workforce.operations.logs.Lines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "workforce": {"level": level},
            "huey": {"level": "WARNING"},
            "_granian": {"level": "WARNING"},
            "granian.access": {"level": "WARNING"},
        },
    }


def start():
    logging.config.dictConfig(configuration())
