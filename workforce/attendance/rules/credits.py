"""How much of an item a paper may stand for.

Source: a make-up at another provider has its proof form (補講修了確認書); of each subject only so much may be learnt at
a distance, which the prefecture fixes.
"""

from ...catalogue.models import Mode
from ..models import CreditSource
from .refusals import AtDistanceTooLong, NotByReport, NothingMissing, ProviderMissing, TooManyMinutes

WITH_PROVIDER = (CreditSource.ELSEWHERE, CreditSource.DISTANCE)


def refuse_minutes(minutes: int, *, missing: int):
    if missing <= 0:
        raise NothingMissing
    if minutes > missing:
        raise TooManyMinutes(minutes=missing)


def refuse_distance(source: CreditSource, minutes: int, *, allowed: int, at_distance: int):
    """`at_distance`: minutes of the subject that were learnt so already, online lessons among them."""
    if source is CreditSource.DISTANCE and minutes > allowed - at_distance:
        raise AtDistanceTooLong(minutes=max(0, allowed - at_distance))


def refuse_report(source: CreditSource, mode: Mode, *, is_allowed: bool):
    if source is CreditSource.REPORT and not (is_allowed and mode is Mode.LECTURE):
        raise NotByReport


def refuse_provider(source: CreditSource, provider: str):
    if source in WITH_PROVIDER and not provider:
        raise ProviderMissing
