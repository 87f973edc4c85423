"""Which letters the fonts of certificates have: nobody gets a certificate with 〓 in their name.

Also which *variants*: 葛 followed by U+E0100 is another drawing of 葛 (IVS), and a font that lacks it would silently
show the plain one. What a font has stands in its `cmap` table: https://learn.microsoft.com/typography/opentype/spec/cmap
"""

import struct
from functools import cache
from pathlib import Path
from unicodedata import category

from ...settings import ROOT

FONTS = ROOT / "templates" / "print" / "fonts"
FIRST, SECOND, LATIN = "BIZUDPMincho-Regular.ttf", "NotoSerifCJKjp-Rare.otf", "NotoSans-Regular.ttf"
BY_GROUPS, BY_SEGMENTS, BY_VARIANT = 12, 4, 14
SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


class Cmap:
    """`letters`: code points with a glyph; `variants`: (code point, selector) pairs with one of their own."""

    def __init__(self, path: Path):
        self.letters: set[int] = set()
        self.variants: set[tuple[int, int]] = set()
        self.data = path.read_bytes()
        readers = {BY_GROUPS: self.groups, BY_SEGMENTS: self.segments, BY_VARIANT: self.selectors}
        for offset in set(self.tables()):
            readers.get(self.number(offset, 2), lambda _offset: None)(offset)
        del self.data

    def number(self, offset: int, length: int) -> int:
        return int.from_bytes(self.data[offset : offset + length], "big")

    def tables(self):
        """Where the subtables begin."""
        for n in range(self.number(4, 2)):
            name, _sum, start, _length = struct.unpack_from(">4sIII", self.data, 12 + 16 * n)
            if name == b"cmap":
                return [start + self.number(start + 8 + 8 * k, 4) for k in range(self.number(start + 2, 2))]
        return []

    def groups(self, offset):
        for n in range(self.number(offset + 12, 4)):
            first, last, _glyph = struct.unpack_from(">III", self.data, offset + 16 + 12 * n)
            self.letters.update(range(first, last + 1))

    def segments(self, offset):
        """Format 4 by its segments alone: the fonts of the house map every letter of a segment."""
        count = self.number(offset + 6, 2)
        for n in range(0, count, 2):
            last, first = self.number(offset + 14 + n, 2), self.number(offset + 16 + count + n, 2)
            if last != 0xFFFF:
                self.letters.update(range(first, last + 1))

    def selectors(self, offset):
        for n in range(self.number(offset + 6, 4)):
            record = offset + 10 + 11 * n
            selector = self.number(record, 3)
            for begins, length, is_range in ((record + 3, 4, True), (record + 7, 5, False)):
                if start := self.number(begins, 4):
                    self.pairs(offset + start, selector, length, is_range=is_range)

    def pairs(self, start, selector, length, *, is_range):
        for n in range(self.number(start, 4)):
            entry = start + 4 + length * n
            first = self.number(entry, 3)
            more = self.number(entry + 3, 1) if is_range else 0
            self.variants.update((one, selector) for one in range(first, first + more + 1))


@cache
def font(name: str) -> Cmap:
    return Cmap(FONTS / name)


def clusters(text: str) -> list[str]:
    """Letters, each with the selector that follows it."""
    found: list[str] = []
    for one in text:
        if ord(one) in SELECTORS and found:
            found[-1] += one
        else:
            found.append(one)
    return found


def missing(text: str) -> list[str]:
    """What of `text` cannot be printed as it is written, each once."""
    return list(dict.fromkeys(one for one in clusters(text) if not is_there(one)))


def is_there(cluster: str) -> bool:
    if len(cluster) > 1:
        return any(variant(cluster) in font(name).variants for name in (FIRST, SECOND))
    if category(cluster).startswith("Z"):
        return True
    return any(ord(cluster) in font(name).letters for name in (FIRST, SECOND, LATIN))


def variant(cluster: str) -> tuple[int, int]:
    return ord(cluster[0]), ord(cluster[1])


def of_second(text: str) -> list[str]:
    """The variants that only the second font has, so that the first must not draw them."""
    return [one for one in clusters(text) if len(one) > 1 and variant(one) not in font(FIRST).variants]
