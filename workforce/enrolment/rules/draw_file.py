"""The file of a draw that everybody can download: each byte of it is fixed, so one that changes shows.

Plain text, UTF-8, each line ended by one line feed, words between single spaces:

    workforce-draw 1                          the version of this form
    cohort s26-03
    course 介護の入門                           the Japanese title, in one line
    draw 1                                    2 and on: repeated
    seats 20                                  all that are drawn, those of bands among them
    band 1 residents 8 release                number, kind, seats; "release" to everybody or "keep" what is not needed
    weights lost=1 most=3 newcomer=0          tickets more for each draw lost, the most, more for newcomers
    commitment <sha-256>                      of the 64 digits of the secret; published before the list was closed
    value-name 日経平均株価 …                    what public value is mixed in, "-" for none
    list 40                                   how many follow, in the order of receipt numbers
    1234567894 1 2                            receipt number, number of a band or "-", tickets
    list-hash <sha-256>                       of all bytes above this line; published when the list was closed
    secret <64 hexadecimal digits>
    value 38,915.87                           "-" for none
    result 40                                 how many follow, in the order of the ranks
    1 1234567894 seat 1                       rank, receipt number, seat/waiting/withdrawn, band of the seat or "-"
    file-hash <sha-256>                       of all bytes above this line

What is published when the list is closed is the beginning of it, to the end of the list. rules.draw says how the result
follows from the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from unicodedata import normalize

from .draw import Entry, Outcome, Quota, Result

VERSION = 1
NONE = "-"
LARGEST = 2_000_000  # bytes: a list of forty thousand


@dataclass(frozen=True)
class Rules:
    """What is fixed when the list is closed. `weights`: as rules.draw_weights says it in the file."""

    cohort: str
    course: str
    number: int
    seats: int
    quotas: tuple[Quota, ...]
    weights: str
    commitment: str
    value_name: str | None


@dataclass(frozen=True)
class Drawn:
    """Everything in a file. `value` is "" where no public value is mixed in."""

    rules: Rules
    entries: tuple[Entry, ...]
    list_hash: str
    secret: str
    value: str
    results: tuple[Result, ...]
    file_hash: str


class NotADraw(ValueError):
    """`line`: the number of the first line that is not as it must be, `text` what stands there."""

    def __init__(self, line, text):
        super().__init__(line, text)
        self.line, self.text = line, text


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def one_line(text: str) -> str:
    """As names stand in the file: one space between words."""
    return " ".join(normalize("NFC", text).split())


def one_width(text: str) -> str:
    """As values stand in the file, whatever keyboard they were typed on."""
    return one_line(normalize("NFKC", text))


def list_text(rules: Rules, entries: Sequence[Entry]) -> str:
    """The file up to the end of the list."""
    lines = [
        f"workforce-draw {VERSION}",
        f"cohort {rules.cohort}",
        f"course {rules.course}",
        f"draw {rules.number}",
        f"seats {rules.seats}",
        *(f"band {one.band} {one.kind} {one.seats} {'keep' if one.keeps else 'release'}" for one in rules.quotas),
        f"weights {rules.weights}",
        f"commitment {rules.commitment}",
        f"value-name {rules.value_name or NONE}",
        f"list {len(entries)}",
        *(as_entry(one) for one in sorted(entries, key=lambda one: one.receipt)),
    ]
    return "".join(f"{line}\n" for line in lines)


def as_entry(one: Entry) -> str:
    """Somebody's line in the list."""
    return f"{one.receipt} {one.band or NONE} {one.weight}"


def whole_text(begins: str, *, secret: str, value: str, results: Sequence[Result]) -> str:
    """The whole file. `begins`: `list_text`."""
    lines = [
        f"list-hash {digest(begins)}",
        f"secret {secret}",
        f"value {value or NONE}",
        f"result {len(results)}",
        *(f"{one.rank} {one.receipt} {one.outcome} {one.band or NONE}" for one in results),
    ]
    text = begins + "".join(f"{line}\n" for line in lines)
    return f"{text}file-hash {digest(text)}\n"


NUMBER = r"(0|[1-9]\d{0,8})"
HASH = r"([0-9a-f]{64})"
WORDS = r"(\S+(?: \S+)*)"
BAND = rf"band {NUMBER} ([a-z_]+) {NUMBER} (keep|release)"
ENTRY = r"(\d{10}) (-|[1-9]\d{0,3}) ([1-9]\d{0,2})"
RESULT = r"([1-9]\d{0,8}) (\d{10}) (seat|waiting|withdrawn) (-|[1-9]\d{0,3})"


class Lines:
    """The lines of a file, one taken after the other."""

    def __init__(self, text):
        self.lines = text.split("\n")
        self.at = 0

    @property
    def now(self):
        return self.lines[self.at] if self.at < len(self.lines) else ""

    def take(self, form):
        found = re.fullmatch(form, self.now, re.ASCII)
        if found is None:
            raise NotADraw(self.at + 1, self.now)
        self.at += 1
        return found.groups()

    def take_word(self, word, form=WORDS):
        return self.take(f"{word} {form}")[0]

    def take_all(self, word, form):
        """As many lines of `form` as the line "word number" says."""
        return [self.take(form) for _each in range(int(self.take_word(word, NUMBER)))]

    def end(self):
        if self.lines[self.at :] != [""]:
            raise NotADraw(self.at + 1, self.now)


def read(text: str) -> Drawn:
    """What a whole file says, true or not. Raises NotADraw."""
    lines = Lines(text)
    rules = read_rules(lines)
    entries = read_entries(lines)
    list_hash, secret = lines.take_word("list-hash", HASH), lines.take_word("secret", HASH)
    value = lines.take_word("value")
    results = [
        Result(int(rank), receipt, Outcome(outcome), number_of(band))
        for rank, receipt, outcome, band in lines.take_all("result", RESULT)
    ]
    file_hash = lines.take_word("file-hash", HASH)
    lines.end()
    without = "" if value == NONE else value
    return Drawn(rules, entries, list_hash, secret, without, tuple(results), file_hash)


def rules_of(begins: str) -> Rules:
    """What a file, or the beginning of one up to the end of the list, says before the list. Raises NotADraw."""
    return read_rules(Lines(begins))


def read_list(begins: str) -> tuple[Rules, tuple[Entry, ...]]:
    """The same, and the list."""
    lines = Lines(begins)
    return read_rules(lines), read_entries(lines)


def is_list_alone(text: str) -> bool:
    """Whether this is the list that was closed, as it is published before the draw."""
    lines = Lines(text)
    try:
        read_rules(lines)
        read_entries(lines)
        lines.end()
    except NotADraw:
        return False
    return True


def read_entries(lines: Lines) -> tuple[Entry, ...]:
    found = lines.take_all("list", ENTRY)
    return tuple(Entry(receipt, number_of(band), int(weight)) for receipt, band, weight in found)


def read_rules(lines: Lines) -> Rules:
    lines.take(f"workforce-draw {VERSION}")
    cohort, course = lines.take_word("cohort", r"(\S+)"), lines.take_word("course")
    number, seats = int(lines.take_word("draw", NUMBER)), int(lines.take_word("seats", NUMBER))
    quotas = []
    while lines.now.startswith("band "):
        band, kind, held, overflow = lines.take(BAND)
        quotas.append(Quota(int(band), kind, int(held), overflow == "keep"))
    weights, commitment = lines.take_word("weights"), lines.take_word("commitment", HASH)
    name = lines.take_word("value-name")
    return Rules(cohort, course, number, seats, tuple(quotas), weights, commitment, None if name == NONE else name)


def number_of(band):
    return None if band == NONE else int(band)
