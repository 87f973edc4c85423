"""What a course asks for besides its hours.

Source: 修了評価 and 本人確認 as in the notice 老振発0328第9号 and in providers' papers: a test, with 70 of 100 points
(one asks for 80), and a judged practice in the initial training; no test in the introductory one.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.forms.words import KINDS
from ...catalogue.models import CourseKind
from ...refusals import Refused

WHOLE = 100


class NoSuchMark(Refused):
    message = _("A pass mark lies between 1 and 100 points of 100. Leave it empty where there is no test.")


@dataclass(frozen=True)
class Asked:
    """Of one kind of course. `written`: points of 100 with which the test is passed; None: no test."""

    written: int | None = None
    practical: bool = False
    identity: bool = False
    dues: bool = False


@dataclass(frozen=True)
class Completion:
    of: dict[CourseKind, Asked]

    def asked(self, kind: CourseKind) -> Asked:
        return self.of.get(kind, Asked())


def read(values: dict[str, Any]) -> Completion:
    """{"initial_training": {"written": 70, "practical": true, …}, …}; a kind that is not named: its hours alone."""
    return Completion({CourseKind(kind): Asked(**asked) for kind, asked in values.items()})


def check(rule: Completion):
    for asked in rule.of.values():
        if asked.written is not None and not 1 <= asked.written <= WHOLE:
            raise NoSuchMark


def words(rule: Completion) -> Sequence[str]:
    """What the rule means, a sentence a kind of course."""
    return [in_words(kind, rule.asked(kind)) for kind in CourseKind]


def in_words(kind: CourseKind, asked: Asked) -> str:
    needed = [gettext("all hours"), *others(asked)]
    return gettext("%(course)s: %(needed)s.", course=KINDS[kind], needed=" + ".join(needed))


def others(asked: Asked):
    if asked.written is not None:
        yield gettext("written test with %(points)s of 100 points", points=asked.written)
    if asked.practical:
        yield gettext("practical skill judged")
    if asked.identity:
        yield gettext("identity checked")
    if asked.dues:
        yield gettext("fees paid")


COMPLETION = policies.kind(
    "completion",
    _("What it takes to complete a course"),
    read=read,
    words=words,
    shipped={
        "initial_training": asdict(Asked(written=70, practical=True, identity=True, dues=True)),
        "life_support_training": asdict(Asked(written=70, identity=True, dues=True)),
        "practitioner_training": asdict(Asked(written=70, practical=True, identity=True, dues=True)),
        "certified_helper": asdict(Asked(identity=True, dues=True)),
    },
    source="介護員養成研修の取扱細則（老振発0328第9号）の修了評価・本人確認と、合格点を70点とする実施事業者の例。"
    "入門的研修は試験なし。都道府県の指定要領で確かめてください。",
    check=check,
)
