"""The ten digits by which an office of care insurance is known.

Source: 介護保険事業所番号. The first two digits are the prefecture (01 to 47), the third the kind of office.
"""

import re
from unicodedata import normalize

from flask_babel import lazy_gettext as _

from ...refusals import Refused

PREFECTURES = range(1, 48)


class NotAnOfficeNumber(Refused):
    message = _("Type the ten digits of the office number, for example 1370100001.")
    field = "number"


class NoSuchPrefecture(Refused):
    message = _(
        "The first two digits are the prefecture, from 01 to 47. Check the number: for Tokyo it begins with 13."
    )
    field = "number"


def office_number(text: str) -> str:
    """The number as stored: ten digits, typed in any width and with any spaces. Raises NotAnOfficeNumber."""
    digits = re.sub(r"[\s\-‐‑‒–—―−ー]", "", normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise NotAnOfficeNumber
    if int(digits[:2]) not in PREFECTURES:
        raise NoSuchPrefecture
    return digits
