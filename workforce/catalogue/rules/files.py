"""What a file is, by what is in it: its name alone proves nothing."""

import hashlib
import re
import struct
from dataclasses import dataclass
from io import BytesIO
from unicodedata import category, normalize
from zipfile import BadZipFile, ZipFile

from flask_babel import lazy_gettext as _

from ...refusals import Refused
from ..models import FileKind

MEGABYTE = 1024 * 1024
NAME_AT_MOST = 100
ENDINGS = {
    FileKind.PDF: ("pdf",),
    FileKind.DOCX: ("docx",),
    FileKind.XLSX: ("xlsx",),
    FileKind.PNG: ("png",),
    FileKind.JPEG: ("jpg", "jpeg"),
}
MEDIA = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
SHORT = {
    FileKind.PDF: "PDF",
    FileKind.DOCX: "Word",
    FileKind.XLSX: "Excel",
    FileKind.PNG: "PNG",
    FileKind.JPEG: "JPEG",
}
"""As people call them, in every language."""
FIRST_BYTES = {b"%PDF-": FileKind.PDF, b"\x89PNG\r\n\x1a\n": FileKind.PNG, b"\xff\xd8\xff": FileKind.JPEG}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN_PARTS = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}


class FileRefused(Refused):
    field = "file"


class FileMissing(FileRefused):
    message = _("Choose a file.")


class FileEmpty(FileRefused):
    message = _("This file is empty: it has 0 bytes. Save it again, look into it, and choose it once more.")


class FileTooLarge(FileRefused):
    """Raised with `size` and `most`, in megabytes."""

    message = _(
        "This file has %(size)s MB. At most %(most)s MB are possible, because people fetch it with their phones."
        " Save it with smaller pictures, or in several parts."
    )


class FileUnknown(FileRefused):
    message = _(
        "This is no PDF, Word (.docx), Excel (.xlsx), PNG or JPEG file, whatever its name says."
        " Save it as one of these and choose it again."
    )


class OfficeTooOld(FileRefused):
    message = _(
        "This is a Word or Excel file of the old kind, or one with a password. Phones cannot open it."
        " Save it without a password as .docx, .xlsx or PDF."
    )


class HasMacros(FileRefused):
    message = _("This file holds macros, and they can do harm. Save it without them, as .docx or .xlsx.")


class EndingDiffers(FileRefused):
    """Raised with `ending` and `kind`."""

    message = _(
        "The name ends with .%(ending)s, but it is a %(kind)s file. Give it the right name and choose it again."
    )


@dataclass(frozen=True)
class File:
    """A file that may be kept. `name`: as people save it, without a folder, with the right ending."""

    name: str
    kind: FileKind
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def checked(name: str, body: bytes, *, most: int) -> File:
    """`most`: bytes. Raises a FileRefused."""
    if not name and not body:
        raise FileMissing
    if not body:
        raise FileEmpty
    if len(body) > most:
        raise FileTooLarge(size=f"{len(body) / MEGABYTE:.1f}", most=most // MEGABYTE)
    kind = kind_of(body)
    if kind is None:
        raise OfficeTooOld if body.startswith(OLD_OFFICE) else FileUnknown
    return File(named(name, kind), kind, body)


def kind_of(body: bytes) -> FileKind | None:
    """Raises HasMacros."""
    for beginning, kind in FIRST_BYTES.items():
        if body.startswith(beginning):
            return kind
    return office_kind(body) if body.startswith(b"PK\x03\x04") else None


def office_kind(body):
    """Only the list of what is inside is read; nothing is unpacked."""
    try:
        with ZipFile(BytesIO(body)) as parts:
            names = set(parts.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, struct.error):
        return None
    if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
        raise HasMacros
    return next((kind for part, kind in MAIN_PARTS.items() if part in names), None)


def named(name: str, kind: FileKind) -> str:
    """Raises EndingDiffers; a name without an ending gets the right one."""
    stem, dot, ending = clean(name).rpartition(".")
    if not dot:
        stem, ending = ending, ENDINGS[kind][0]
    if ending.lower() not in ENDINGS[kind]:
        raise EndingDiffers(ending=ending, kind=SHORT[kind])
    return f"{stem.strip()[:NAME_AT_MOST] or 'file'}.{ending.lower()}"


def clean(name: str) -> str:
    """Without a folder, and without letters that cannot be seen; か and its mark (゛) as one letter, as Macs do not."""
    last = re.split(r"[/\\]", normalize("NFC", name))[-1]
    return "".join(letter for letter in last if category(letter)[0] != "C").strip().lstrip(".")
