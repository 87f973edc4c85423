"""Mail addresses, telephone numbers and postcodes: one stored form each, whatever was typed, and how they are shown."""

import re
from functools import lru_cache
from unicodedata import normalize

from flask_babel import lazy_gettext as _

from workforce.refusals import Refused


class NotMail(Refused):
    message = _("Type the whole mail address, for example hanako@example.jp.")
    field = "mail"


class MailWithoutAt(NotMail):
    message = _("A mail address has one @ in it. Type it like this: hanako@example.jp.")


class MailDots(NotMail):
    message = _("Mail often fails to reach an address with a dot before the @ or two dots together. Type another one.")


class MailLetters(NotMail):
    message = _("Type the part before the @ in Roman letters and digits, for example hanako@example.jp.")


class MailEnd(NotMail):
    message = _("Type the part after the @ to its end, for example example.jp. Check the dots and the spelling.")


class NotPhone(Refused):
    message = _("Type one telephone number in digits, for example 090-1234-5678 or 0422-20-3741.")
    field = "phone"


class PhoneLength(NotPhone):
    message = _("This number has too few or too many digits. Type it whole, with its area code: 0422-20-3741.")


class PhoneAbroad(NotPhone):
    message = _("This number does not exist in its country. Type it with + and the country code: +84 90 123 4567.")


class NotPostcode(Refused):
    message = _("Type the seven digits of the postcode, for example 180-0001.")
    field = "postcode"


AROUND_MAIL = re.compile(r"^(mailto:|<)|>$|[\s\u200b\ufeff]+", re.IGNORECASE)


def normal_mail(text: str) -> str:
    """The address in lower case and half width, an international domain in its ASCII form. Asks no name server.

    Two people cannot differ by capitals alone. Raises NotMail, or one of its kinds, which says what to change.
    """
    from email_validator import EmailNotValidError, validate_email  # here: at every start it makes a tenth of a second

    mail = AROUND_MAIL.sub("", normalize("NFKC", text)).casefold()
    if not mail:
        raise NotMail
    before, _at, after = mail.partition("@")
    if not before or not after or "@" in after:
        raise MailWithoutAt
    if before.startswith(".") or before.endswith(".") or ".." in before:
        raise MailDots
    if not before.isascii():
        raise MailLetters
    try:
        validate_email(f"a@{after}", check_deliverability=False)
    except EmailNotValidError:
        raise MailEnd from None
    try:
        return validate_email(mail, check_deliverability=False).ascii_email or mail
    except EmailNotValidError:
        raise NotMail from None


def masked_mail(mail: str) -> str:
    """a•••@example.jp: enough to know one's own address by."""
    before, _at, after = mail.partition("@")
    return f"{before[:1] if len(before) > 1 else ''}•••@{after}"


EXTENSION = re.compile(r"[\s(;,]*(内線|ext(ension)?|x|#)[\s.:=]*\d+.*$", re.IGNORECASE)
LABEL = re.compile(r"^[^\d+(]+")
DASH = re.compile(r"[‐‑‒–—―−ー~〜･・./_]")
NUMBER = re.compile(r"\+?[\d\s()\-]+")
# 電気通信番号規則: after the leading 0, numbers beginning x0 (mobiles, internet, 0800) have ten digits, others nine.
JAPANESE = re.compile(r"[256789]0\d{8}|[1-9][1-9]\d{7}")


def normal_phone(text: str, region: str = "JP") -> str:
    """E.164, such as +819012345678, from any separators and widths; an extension is left out.

    `region` is where a number without + is dialled. A number in Japan needs only the right count of digits: numbers
    are opened faster than lists of them are renewed. Raises NotPhone, PhoneLength or PhoneAbroad.
    """
    from phonenumbers import (  # here: at every start it makes a tenth of a second
        NumberParseException,
        PhoneNumberFormat,
        format_number,
        is_valid_number,
        parse,
    )

    plain = LABEL.sub("", EXTENSION.sub("", normalize("NFKC", text).strip()))
    plain = DASH.sub("-", plain)
    if not NUMBER.fullmatch(plain):
        raise NotPhone
    try:
        number = parse(plain, region)
    except NumberParseException as problem:
        raise (
            PhoneAbroad if problem.error_type == NumberParseException.INVALID_COUNTRY_CODE else PhoneLength
        ) from None
    if number.country_code == 81:
        if not JAPANESE.fullmatch(str(number.national_number)):
            raise PhoneLength
    elif not is_valid_number(number):
        raise PhoneAbroad
    return format_number(number, PhoneNumberFormat.E164)


@lru_cache(maxsize=4096)
def shown_phone(e164: str) -> str:
    """090-1234-5678 for a number in Japan, +84 90 123 45 67 for one abroad."""
    from phonenumbers import PhoneNumberFormat, format_number, parse

    number = parse(e164)
    if number.country_code != 81:
        return format_number(number, PhoneNumberFormat.INTERNATIONAL)
    shown = format_number(number, PhoneNumberFormat.NATIONAL)
    return shown if shown.startswith("0") else _grouped(f"0{number.national_number}")


def _grouped(digits: str) -> str:
    """For area codes that nobody has been given."""
    return f"{digits[:-7]}-{digits[-7:-4]}-{digits[-4:]}"


def masked_phone(e164: str) -> str:
    """•••-••••-5678: all but the last four digits hidden."""
    return re.sub(r"\d(?=(\D*\d){4})", "•", shown_phone(e164))


def postcode(text: str) -> str:
    """Seven digits without hyphen. Raises NotPostcode."""
    digits = re.sub(r"[〒\s\-‐‑‒–—―−ー]", "", normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{7}", digits):
        raise NotPostcode
    return digits


def shown_postcode(digits: str) -> str:
    """180-0001"""
    return f"{digits[:3]}-{digits[3:]}"
