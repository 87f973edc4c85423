"""What a certificate of each kind of course says, how it is numbered, how long it counts and who may have a copy.

Sources: 介護保険法施行令 and the prefectures' rules for 介護員養成研修 (number, name, birth date, statement, completion
date, provider, representative on the certificate; a register that is kept for good); 小金井市 for municipal helpers
(three years; renewed by retaking, or by six months of work at a registered office within the term).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.models import CourseKind
from ...i18n.formats import money
from ...money.rules.refunds import months_later
from ...people.rules.ages import fiscal_year
from ...refusals import Refused
from .issuer import refuse_unprintable
from .numbers import LETTERS, register_of

COURSE = "{course}"
"""In a statement: where the title of the course is put in."""


class NotLetters(Refused):
    message = _("The letters before the number are one to four capital letters from A to Z, for example SN.")
    field = "letters"


class StatementMissing(Refused):
    message = _("Write the title and the sentence that the certificate says.")
    field = "statement"


class RenewalUnclear(Refused):
    message = _("Months of work renew a certificate only if it ends. Say after how many months, or leave both empty.")
    field = "work_months"


@dataclass(frozen=True)
class Register:
    """The rule of one kind of course. `letters` empty: no certificates. `yearly`: numbers begin anew each fiscal year.

    `expires`: months from the day of issue, 0: never. `work_months`: so many months of work within that time renew it
    without the course; 0: only the course does. `notice`: days before the end on which people are written to.
    `copies`: whether it may be printed again; `fee`: yen for that. `permanent`: whether its register is kept for good.
    """

    letters: str = ""
    yearly: bool = True
    title: str = "修了証明書"
    statement: str = ""
    designation: str = ""
    expires: int = 0
    work_months: int = 0
    notice: int = 90
    copies: bool = True
    fee: int = 0
    permanent: bool = True

    @property
    def is_issued(self) -> bool:
        return bool(self.letters)

    def name(self, today: date) -> str:
        """Of the register that a certificate of today goes into."""
        return register_of(self.letters, fiscal_year(today) if self.yearly else None)

    def last_day(self, issued_on: date) -> date | None:
        return months_later(issued_on, self.expires) if self.expires else None

    def said(self, course: str) -> str:
        return self.statement.replace(COURSE, course)


def read(values: dict[str, Any]) -> Register:
    return Register(**values)


def check(rule: Register):
    if not rule.is_issued:
        return
    if not LETTERS.fullmatch(rule.letters):
        raise NotLetters
    if not rule.title or not rule.statement:
        raise StatementMissing
    if rule.work_months and not rule.expires:
        raise RenewalUnclear
    refuse_unprintable(rule.title, rule.statement, rule.designation)


def words(rule: Register) -> Sequence[str]:
    if not rule.is_issued:
        return [gettext("No certificates are issued for these courses.")]
    number = gettext("Numbered %(letters)s, anew each fiscal year", letters=rule.letters)
    if not rule.yearly:
        number = gettext("Numbered %(letters)s, without beginning anew", letters=rule.letters)
    return [f"{rule.title}：{rule.statement}", number, lasting(rule), copies(rule), kept(rule)]


def lasting(rule):
    if not rule.expires:
        return gettext("It never ends.")
    ends = ngettext("It ends after %(num)s month.", "It ends after %(num)s months.", rule.expires)
    if not rule.work_months:
        return ends
    return ends + gettext(
        " Whoever shows %(months)s months of work in that time gets a new one without the course.",
        months=rule.work_months,
    )


def copies(rule):
    if not rule.copies:
        return gettext("It is not printed again; who lost it gets a confirmation from the register.")
    return gettext("It is printed again on request, for %(fee)s.", fee=money(rule.fee))


def kept(rule):
    if rule.permanent:
        return gettext("Its register (number, name, birth date, day of completion) is kept for good.")
    return gettext("Names leave its register with the records of the course.")


TITLES = {
    CourseKind.INITIAL_TRAINING: _("Certificates: initial training (初任者研修)"),
    CourseKind.LIFE_SUPPORT_TRAINING: _("Certificates: life support training (生活援助従事者研修)"),
    CourseKind.INTRODUCTORY_TRAINING: _("Certificates: introductory training (入門的研修)"),
    CourseKind.PRACTITIONER_TRAINING: _("Certificates: practitioner training (実務者研修)"),
    CourseKind.CERTIFIED_HELPER: _("Certificates: certified helpers of the city (認定ヘルパー)"),
    CourseKind.DEMENTIA_BASIC: _("Certificates: basic training on dementia"),
    CourseKind.WORKSHOP: _("Certificates: workshops"),
    CourseKind.EXPERIENCE: _("Certificates: days of experience"),
    CourseKind.REFRESHER: _("Certificates: refreshers"),
    CourseKind.OTHER: _("Certificates: other courses"),
}
BY_LAW = (
    "介護保険法施行令第3条第1項。様式・番号・再交付・名簿の扱いは指定権者（都道府県）の要綱に合わせて設定してください。"
)
OWN = "センターの定め。実施要綱に合わせて設定してください。"
STATEMENT = "上記の者は、{}を修了したことを証明する。"
CARE_ACT = "介護保険法施行令（平成10年政令第412号）第3条第1項に規定する"

SHIPPED: dict[CourseKind, tuple[dict[str, Any], str]] = {
    CourseKind.INITIAL_TRAINING: (
        {"letters": "SN", "statement": STATEMENT.format(CARE_ACT + "介護職員初任者研修課程"), "fee": 2490},
        BY_LAW + "再交付手数料は公表例の一つ。",
    ),
    CourseKind.LIFE_SUPPORT_TRAINING: (
        {"letters": "SE", "statement": STATEMENT.format(CARE_ACT + "生活援助従事者研修課程"), "fee": 2490},
        BY_LAW + "再交付手数料は公表例の一つ。",
    ),
    CourseKind.INTRODUCTORY_TRAINING: (
        {"letters": "NM", "statement": STATEMENT.format("介護に関する入門的研修（基礎講座及び入門講座）")},
        "介護に関する入門的研修（厚生労働省の実施要綱。両講座の修了者に交付）。",
    ),
    CourseKind.PRACTITIONER_TRAINING: (
        {"letters": "JM", "statement": STATEMENT.format("介護福祉士実務者研修")},
        "介護福祉士実務者研修。根拠条文と番号は指定通知に合わせて設定してください。",
    ),
    CourseKind.CERTIFIED_HELPER: (
        {
            "letters": "NH",
            "title": "認定証",
            "statement": "上記の者は、認定ヘルパー養成研修を修了したので、認定ヘルパーとして認定する。",
            "expires": 36,
            "work_months": 6,
        },
        "小金井市 生活援助ヘルパーの例（有効期間3年、再受講で更新、期間内に6か月以上の従事で再受講を免除）。",
    ),
    CourseKind.DEMENTIA_BASIC: (
        {"letters": "NC", "statement": STATEMENT.format("認知症介護基礎研修")},
        "認知症介護基礎研修（都道府県・指定都市の要綱に合わせて設定してください）。",
    ),
    CourseKind.WORKSHOP: (
        {
            "letters": "KS",
            "title": "修了証",
            "statement": STATEMENT.format("本センターの「{course}」"),
            "permanent": False,
        },
        OWN,
    ),
    CourseKind.EXPERIENCE: ({}, OWN),
    CourseKind.REFRESHER: (
        {
            "letters": "RF",
            "title": "修了証",
            "statement": STATEMENT.format("本センターの「{course}」"),
            "permanent": False,
        },
        OWN,
    ),
    CourseKind.OTHER: ({}, OWN),
}

REGISTERS = {
    kind: policies.kind(
        f"certificate_{kind.value}", TITLES[kind], read=read, words=words, shipped=shipped, source=source, check=check
    )
    for kind, (shipped, source) in SHIPPED.items()
}
