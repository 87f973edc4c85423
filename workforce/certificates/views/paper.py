"""Certificates as PDF: a page each with its back, or cards to cut."""

from base64 import b64encode
from datetime import date
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from ... import links, printing
from ...i18n import LANGUAGES, speaking
from ...i18n.formats import birthday
from ...i18n.wording import spoken
from ...money.rules.documents import written
from ...people.rules.names import is_roman
from ...people.rules.receipts import shown_code
from ..rules import glyphs
from ..rules.worth import Worth

SIZES = ("a4", "card")
SEALS = {"seal.png": "image/png", "seal.jpg": "image/jpeg", "seal.svg": "image/svg+xml"}
"""A picture of the seal (公印) that whoever runs the server puts into the instance folder; without one there is a
place to stamp.
"""
LARGEST_SEAL = 500_000
MARKS = {Worth.VOID: "無効", Worth.REPLACED: "差替済"}


def pdf(issued, *, size: str, title: str, at, copy=None, backs=True) -> bytes:
    """`issued`: queries.certificates.Issued, in the order of the pages. `copy`: the CertificateCopy that this is."""
    values = {
        "title": title,
        "size": size,
        "backs": backs,
        "seal": seal(Path(current_app.instance_path)),
        "certificates": [one_of(one, copy) for one in issued],
    }
    with speaking("ja"):
        return printing.pdf("certificate", at=at, **values)


def one_of(issued, copy):
    certificate, content = issued.certificate, issued.certificate.content
    asked = {"number": content["number"], "code": shown_code(certificate.code)}
    scanned = links.whole("certificates.check", language="ja", **asked)
    address = scanned.partition("?")[0]
    calendar = content["issuer"]["calendar"]
    marks = [MARKS[worth] for worth in [issued.worth(certificate.issued_on)] if worth in MARKS]
    if copy:
        marks.append(f"再交付　{written(copy.issued_on, calendar)}")
    return {
        **{key: content[key] for key in ("number", "title", "name", "roman", "birth", "statement", "issued")},
        **{key: content["issuer"][key] for key in ("provider", "representative")},
        "designation": content["designation"],
        "facts": facts(content),
        "rare": glyphs.of_second(content["name"]),
        "marks": marks,
        "code": shown_code(certificate.code),
        "address": address,
        "qr": printing.qr(scanned),
        "back": back(certificate, content),
    }


def facts(content):
    ends = [("有効期限", content["expires"])] if content["expires"] else []
    return [("修了年月日", content["completed"]), *ends]


def back(certificate, content):
    """The same in the holder's language, or in English."""
    code = content["back"]
    name = content["roman"] if content["roman"] and not is_roman(content["name"]) else content["name"]
    with speaking(code):
        said = [
            (_("Name"), name),
            (_("Date of birth"), birthday(date.fromisoformat(content["birth_date"]))),
            (_("Course"), spoken(content["course"], code).text),
            (_("Completed on"), birthday(certificate.completed_on)),
            *([(_("Valid until"), birthday(certificate.expires_on))] if certificate.expires_on else []),
            (_("Certificate number"), content["number"]),
            (_("Issued on"), birthday(certificate.issued_on)),
            (_("Issued by"), content["issuer"]["provider"]),
        ]
        return {
            "language": LANGUAGES[code].html_lang,
            "title": _("Certificate of completion"),
            "statement": _("The person named here has completed the course below."),
            "facts": [[str(what), str(value)] for what, value in said],
            "note": _("This side is a translation. The Japanese side is the certificate."),
            "check": _(
                "Check it at %(address)s with the number and the code %(code)s.",
                address=links.whole("certificates.check", language=code),
                code=shown_code(certificate.code),
            ),
        }


def seal(folder: Path) -> str | None:
    """As an SVG, so that it travels as text."""
    for name, kind in SEALS.items():
        path = folder / name
        if path.is_file() and path.stat().st_size <= LARGEST_SEAL:
            picture = b64encode(path.read_bytes()).decode()
            return (
                '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                'viewBox="0 0 100 100">'
                f'<image width="100" height="100" xlink:href="data:{kind};base64,{picture}"/></svg>'
            )
    return None
