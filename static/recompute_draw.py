#!/usr/bin/env python3
"""Recompute a draw from its published file.  抽選の公開ファイルから、結果を計算し直します。

    python3 recompute_draw.py FILE          or / または    python3 recompute_draw.py < FILE
    python3 recompute_draw.py --ja FILE     日本語で        --en    in English

It needs Python 3.8 or later and nothing else, asks no network and changes nothing. It ends with 0 if everything in the
file is true, otherwise with 1, and then shows the first place that differs.
Python 3.8 以上だけで動きます。通信はせず、何も書きかえません。すべて正しければ 0、違うところがあれば 1 で終わります。

What it does, so that you can do it in any other way:

 1. The last line is the SHA-256 of all bytes above it; the line "list-hash" likewise of all bytes above that.
 2. "commitment" is the SHA-256 of the 64 characters behind "secret".
 3. Everybody in the list has as many tickets as the third word of their line says. The mark of a ticket is
    HMAC-SHA256(key = secret + public value, message = receipt number + " " + number of the ticket), in hexadecimal.
    Of several marks the lowest counts. The lowest mark has rank 1. Equal marks: the lower receipt number first.
 4. Who is "withdrawn" gets no seat. Band by band, the first of each band take its seats. Whatever is free then goes to
    the first of all others; seats that a band did not need are among it, unless the band says "keep".
"""

import hashlib
import hmac
import os
import sys

EARLY = "This is the list of {} applicants before the draw: there is no result in it yet. Its SHA-256:\n{}"
JAPANESE = {
    "This is not the file of a draw, or it was changed: line {}: {!r}": (
        "抽選のファイルではないか、書きかえられています：{}行目：{!r}"
    ),
    EARLY: ("抽選の前の、応募者 {} 人の名簿です。結果はまだ入っていません。SHA-256：\n{}"),
    "The hash in the last line": "最後の行のハッシュ",
    "The hash of the list": "名簿のハッシュ",
    "The secret is the one that was promised": "秘密の値は、抽選の前に約束したもの",
    "The public value is there": "公の値",
    "Each receipt number is in the list once, in order": "受付番号は名簿に1回ずつ、順番どおり",
    "The order of the ranks": "順位",
    "The seats": "席",
    "yes": "正しい",
    "NO": "違います",
    "the file says {!r}, it should be {!r}": "ファイルには {!r}、正しくは {!r}",
    "{} applicants, {} seats, {} people with a seat, draw {} of {}": (
        "応募者 {} 人、席 {}、当選 {} 人、{} 回目の抽選、{}"
    ),
    "SHA-256 of the file, to compare with the page of the draw:": (
        "ファイルの SHA-256（抽選のページの値とくらべてください）："
    ),
    "EVERYTHING IS TRUE.": "すべて正しいです。",
    "SOMETHING IS NOT TRUE.": "正しくないところがあります。",
    "The file cannot be read: {}": "ファイルを読めません：{}",
}


def language(arguments):
    if "--ja" in arguments:
        return "ja"
    if "--en" in arguments:
        return "en"
    places = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ja" if next((place for place in places if place), "").startswith("ja") else "en"


class Wrong(Exception):
    pass


class NotDrawnYet(Exception):
    """The list that was closed, as it is published before the draw."""


class Reader:
    """Goes through the file word by word and insists that every byte is where it belongs."""

    def __init__(self, content):
        self.rows = content.split(b"\n")
        self.row = 0
        self.read = 0  # bytes so far

    def next(self, first=None, words=None):
        if self.row >= len(self.rows) - 1:
            raise Wrong(self.row + 1, "")
        line = self.rows[self.row]
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise Wrong(self.row + 1, repr(line)) from None
        found = text.split(" ")
        plain = all(found) and not any(sign in text for sign in "\t\r\v\f")
        if not plain or (first and found[0] != first) or (words and len(found) != words):
            raise Wrong(self.row + 1, text)
        self.row += 1
        self.read += len(line) + 1
        return found

    def rest(self, first):
        """Everything behind the word at the beginning of a line."""
        words = self.next(first)[1:]
        if not words:
            raise self.bad()
        return " ".join(words)

    def peek(self):
        return self.rows[self.row].split(b" ")[0] if self.row < len(self.rows) else b""

    def bad(self):
        return Wrong(self.row, self.rows[self.row - 1].decode("utf-8", "replace"))

    def whole(self, word, least=0):
        """A number without a sign or leading zeros."""
        if not (word.isascii() and word.isdigit()) or str(int(word)) != word or int(word) < least or len(word) > 9:
            raise self.bad()
        return int(word)

    def hexadecimal(self, word):
        if len(word) != 64 or word.strip("0123456789abcdef"):
            raise self.bad()
        return word

    def receipt(self, word):
        if len(word) != 10 or not (word.isascii() and word.isdigit()):
            raise self.bad()
        return word

    def band(self, word):
        return None if word == "-" else self.whole(word, 1)


def parse(content):
    """Everything the file says, true or not, in one dictionary."""
    reader = Reader(content)
    draw = head(reader)
    draw["list"] = [applicant(reader) for _ in range(reader.whole(reader.next("list", 2)[1]))]
    draw["list bytes"] = reader.read
    if reader.rows[reader.row :] == [b""]:
        raise NotDrawnYet(len(draw["list"]), sha256(content))
    draw["list-hash"] = reader.hexadecimal(reader.next("list-hash", 2)[1])
    draw["secret"] = reader.hexadecimal(reader.next("secret", 2)[1])
    value = reader.rest("value")
    draw["value"] = "" if value == "-" else value
    draw["result"] = [place(reader) for _ in range(reader.whole(reader.next("result", 2)[1]))]
    draw["all bytes"] = reader.read
    draw["file-hash"] = reader.hexadecimal(reader.next("file-hash", 2)[1])
    if reader.rows[reader.row :] != [b""]:
        raise Wrong(reader.row + 1, reader.rows[reader.row].decode("utf-8", "replace"))
    return draw


def head(reader):
    if reader.next("workforce-draw", 2)[1] != "1":
        raise reader.bad()
    draw = {"cohort": reader.next("cohort", 2)[1], "course": reader.rest("course")}
    draw["number"] = reader.whole(reader.next("draw", 2)[1])
    draw["seats"] = reader.whole(reader.next("seats", 2)[1])
    draw["bands"] = []
    while reader.peek() == b"band":
        draw["bands"].append(band(reader))
    reader.rest("weights")
    draw["commitment"] = reader.hexadecimal(reader.next("commitment", 2)[1])
    draw["has name"] = reader.rest("value-name") != "-"
    return draw


def band(reader):
    _, number, kind, seats, rest = reader.next("band", 5)
    if rest not in ("keep", "release") or kind.strip("abcdefghijklmnopqrstuvwxyz_"):
        raise reader.bad()
    return reader.whole(number), reader.whole(seats), rest == "keep"


def applicant(reader):
    receipt, band, tickets = reader.next(words=3)
    if reader.whole(tickets, 1) > 999:
        raise reader.bad()
    return reader.receipt(receipt), reader.band(band), int(tickets)


def place(reader):
    rank, receipt, outcome, band = reader.next(words=4)
    if outcome not in ("seat", "waiting", "withdrawn"):
        raise reader.bad()
    return reader.whole(rank, 1), reader.receipt(receipt), outcome, reader.band(band)


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def lowest_mark(draw, receipt, tickets):
    key = (draw["secret"] + draw["value"]).encode("utf-8")
    marks = []
    for ticket in range(tickets):
        message = receipt + " " + str(ticket + 1)
        marks.append(hmac.new(key, message.encode("utf-8"), hashlib.sha256).hexdigest())
    return min(marks)


def give_seats(draw, ranked):
    """{receipt number: band of the seat or None}. `ranked`: [(receipt, band)] of those who are still there."""
    seat_of = {}
    left = draw["seats"]
    for number, seats, keeps in draw["bands"]:
        members = [receipt for receipt, band in ranked if band == number]
        winners = members[: min(seats, left)]
        for receipt in winners:
            seat_of[receipt] = number
        left -= min(seats, left) if keeps else len(winners)
    others = [receipt for receipt, _ in ranked if receipt not in seat_of]
    for receipt in others[:left]:
        seat_of[receipt] = None
    return seat_of


def should_be(draw, ranked):
    """[(rank, receipt, outcome, band)] as it should be. `ranked`: [(receipt, band)], the first rank first."""
    gone = {receipt for _, receipt, outcome, _ in draw["result"] if outcome == "withdrawn"}
    seat_of = give_seats(draw, [one for one in ranked if one[0] not in gone])
    should = []
    for rank, (receipt, _) in enumerate(ranked, 1):
        outcome = "withdrawn" if receipt in gone else "seat" if receipt in seat_of else "waiting"
        should.append((rank, receipt, outcome, seat_of.get(receipt)))
    return should


def difference(found, should):
    """The first place where two lists, or two numbers, are not the same: (found, should be) or None."""
    if isinstance(found, list) and isinstance(should, list):
        for one, other in zip(found, should):
            if one != other:
                return one, other
        found, should = len(found), len(should)
    return None if found == should else (found, should)


def examine(content, draw):
    """(what is checked, None if it is true or what the file says and what it should say)."""
    yield "The hash in the last line", difference(draw["file-hash"], sha256(content[: draw["all bytes"]]))
    receipts = [receipt for receipt, _, _ in draw["list"]]
    numbers = [number for number, _, _ in draw["bands"]]
    unknown = [band for _, band, _ in draw["list"] if band is not None and band not in numbers]
    trouble = difference(receipts, sorted(set(receipts))) or difference(len(set(numbers)), len(numbers))
    yield "Each receipt number is in the list once, in order", trouble or (unknown and (unknown[0], numbers)) or None
    yield "The hash of the list", difference(draw["list-hash"], sha256(content[: draw["list bytes"]]))
    yield (
        "The secret is the one that was promised",
        difference(draw["commitment"], sha256(draw["secret"].encode("ascii"))),
    )
    yield "The public value is there", difference(draw["value"] != "", draw["has name"])
    marked = [(lowest_mark(draw, receipt, tickets), receipt, band or 0) for receipt, band, tickets in draw["list"]]
    ranked = [(receipt, band or None) for _, receipt, band in sorted(marked)]
    found = [(rank, receipt) for rank, receipt, _, _ in draw["result"]]
    yield "The order of the ranks", difference(found, [(place + 1, one[0]) for place, one in enumerate(ranked)])
    yield "The seats", difference(draw["result"], should_be(draw, ranked))


def main(arguments):
    words = JAPANESE if language(arguments) == "ja" else {}

    def say(text, *values):
        print(words.get(text, text).format(*values))

    names = [argument for argument in arguments if not argument.startswith("--")]
    try:
        if names:
            with open(names[0], "rb") as file:
                content = file.read()
        else:
            content = sys.stdin.buffer.read()
        draw = parse(content)
    except OSError as error:
        say("The file cannot be read: {}", error)
        return 1
    except NotDrawnYet as early:
        say(
            "This is the list of {} applicants before the draw: there is no result in it yet. Its SHA-256:\n{}",
            *early.args,
        )
        return 1
    except Wrong as wrong:
        say("This is not the file of a draw, or it was changed: line {}: {!r}", *wrong.args)
        return 1
    true = True
    for what, trouble in examine(content, draw):
        print("[{}] {}".format(words.get("NO", "NO") if trouble else words.get("yes", "yes"), words.get(what, what)))
        if trouble and true:
            print("    " + words.get(*["the file says {!r}, it should be {!r}"] * 2).format(*trouble))
        true = true and not trouble
    seated = sum(outcome == "seat" for _, _, outcome, _ in draw["result"])
    say(
        "{} applicants, {} seats, {} people with a seat, draw {} of {}",
        len(draw["list"]),
        draw["seats"],
        seated,
        draw["number"],
        draw["cohort"],
    )
    say("SHA-256 of the file, to compare with the page of the draw:")
    print(sha256(content))
    say("EVERYTHING IS TRUE." if true else "SOMETHING IS NOT TRUE.")
    return 0 if true else 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
