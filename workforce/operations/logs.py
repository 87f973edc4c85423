"""One line of JSON for each thing worth telling, on standard error, without personal data."""

import json
import logging.config
import traceback
from datetime import UTC, datetime


class Lines(logging.Formatter):
    """A message that is JSON already becomes part of the line."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        } | said(record.getMessage())
        if record.exc_info:
            line["error"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def said(message):
    if message.startswith("{"):
        try:
            return json.loads(message)
        except ValueError:
            pass
    return {"message": message}


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
