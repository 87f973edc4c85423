"""Pictures of rooms: which files they may be, and how large they are shown."""

import struct

from flask_babel import lazy_gettext as _

from ...catalogue.models import FileKind
from ...catalogue.rules.files import MEGABYTE, File, FileRefused

MOST = 2 * MEGABYTE
"""Somebody who asks the way does so on a phone."""
SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
"""The markers of a JPEG that are followed by its height and width (ITU-T T.81, table B.1)."""
BARE = {0x01, 0xD8, *range(0xD0, 0xD8)}


class NoPicture(FileRefused):
    message = _("This is no PNG or JPEG picture that can be read. Save it as one of these and choose it again.")


def size_of(file: File) -> tuple[int, int]:
    """(width, height) in pixels. Raises NoPicture."""
    try:
        found = {FileKind.PNG: of_png, FileKind.JPEG: of_jpeg}[file.kind](file.body)
    except (KeyError, struct.error, IndexError, ValueError):
        raise NoPicture from None
    if 0 in found:
        raise NoPicture
    return found


def of_png(body: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", body[16:24])
    return width, height


def of_jpeg(body: bytes) -> tuple[int, int]:
    at = 2
    while body[at] == 0xFF:
        marker = body[at + 1]
        if marker in SIZES:
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        at += 2 if marker in BARE else 2 + struct.unpack(">H", body[at + 2 : at + 4])[0]
    raise ValueError
