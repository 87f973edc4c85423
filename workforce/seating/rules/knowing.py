"""What the house knows of somebody without asking again, and what staff noted in its place."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...enrolment.rules.professions import Experience, Profession
from .tables import Sitter

BY_QUALIFICATION = {"nurse": Profession.NURSE, "care_worker": Profession.CARE}
"""Which licences tell what somebody does; a course that was finished does not."""
LITTLE_JAPANESE = {"n4", "n5", "none"}
CORPORATION = re.compile(
    r"株式会社|有限会社|合同会社|社会福祉法人|医療法人社団|医療法人|一般社団法人|\(株\)|\(有\)|\(福\)"
)
NOT_A_LANGUAGE = "easy"


@dataclass(frozen=True)
class Known:
    """Empty: not known. `employer` in the words it was given in."""

    profession: str = ""
    employer: str = ""
    experience: str = ""
    language: str = ""
    helped_in: str = ""
    step_free: bool = False
    speaks: frozenset[str] = frozenset()
    on_card: bool = False

    def sitter(self, enrolment_id: int) -> Sitter:
        return Sitter(
            enrolment_id,
            self.profession,
            compared(self.employer),
            self.experience,
            self.language,
            self.speaks | ({self.language} - {""}),
            self.helped_in,
            self.step_free,
        )


def value_of(answers: Mapping[str, Any], key: str) -> Any:
    return answers.get(key, {}).get("value", "")


def answered(answers: Mapping[str, Any], needs: Mapping[str, Any], *, language: str, operator: str | None) -> Known:
    """From the form, from the language that they read, and from the operator that sent them."""
    first = "ja" if value_of(answers, "japanese_level") == "first_language" else language
    first = "" if first == NOT_A_LANGUAGE else first
    wanted = value_of(needs, "needs") or ()
    needs_words = "interpreter" in wanted or value_of(answers, "japanese_level") in LITTLE_JAPANESE
    return Known(
        profession=profession_of(answers),
        employer=operator or value_of(answers, "workplace"),
        experience=one_of(Experience, value_of(answers, "experience")),
        language=first,
        helped_in=first if needs_words and first != "ja" else "",
        step_free="step_free" in wanted,
    )


def profession_of(answers: Mapping[str, Any]) -> str:
    if said := one_of(Profession, value_of(answers, "profession")):
        return said
    held = value_of(answers, "qualification_held") or ()
    return next((one.value for key, one in BY_QUALIFICATION.items() if key in held), "")


def one_of(kind, value: str) -> str:
    return value if value in list(kind) else ""


def over(known: Known, fact) -> Known:
    """`fact`: a SeatingFact or None; what it leaves open stays as it was answered."""
    if fact is None:
        return known
    names = ("profession", "employer", "experience", "language", "helped_in", "step_free")
    noted = {name: getattr(fact, name) for name in names if getattr(fact, name) is not None}
    return Known(**{**vars(known), **noted, "speaks": frozenset(fact.speaks), "on_card": fact.on_card})


def compared(employer: str) -> str:
    """(株) ひまわり介護 and ひまわり介護 are the same employer."""
    text = unicodedata.normalize("NFKC", employer).casefold()
    return "".join(CORPORATION.sub("", text).split())
