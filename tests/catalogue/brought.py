"""Files that staff bring, and materials made of them."""

from io import BytesIO
from itertools import count
from zipfile import ZipFile

from tests.make import MONDAY
from workforce.catalogue.actions import materials
from workforce.catalogue.models import FileKind, MaterialKind
from workforce.catalogue.rules.files import File
from workforce.i18n.wording import localized_text

NUMBERS = count(1)
PDF = b"%PDF-1.7 one"
PNG = b"\x89PNG\r\n\x1a\n picture"
JPEG = b"\xff\xd8\xff\xe0 photograph"


def office(*parts):
    """An Office file with these parts in it."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "")
    return out.getvalue()


def pdf(name="資料.pdf", body=PDF):
    return File(name, FileKind.PDF, body)


def make_material(session, course, *, file=None, at=MONDAY, by=None, languages=("ja",), **given):
    defaults = {"title": localized_text("実習記録", en="Record sheet"), "kind": MaterialKind.HANDOUT}
    sent = {"file": file or pdf(), "key": f"key-{next(NUMBERS)}", "languages": list(languages)}
    made = materials.put(session, course, **sent, by=by, at=at, **defaults | given)
    session.flush()
    return made


def make_version(session, material, body, *, at=MONDAY, by=None):
    return materials.replace(session, material, file=pdf(body=body), languages=["ja"], by=by, at=at)
