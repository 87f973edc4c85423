"""When somebody's own calendar says that they are busy (INS-1): what Google, Outlook and Apple write."""

from datetime import UTC, datetime, timedelta

import pytest

from workforce import clock
from workforce.scheduling.rules import own_calendar
from workforce.scheduling.rules.own_calendar import NotACalendar, TooLarge, busy
from workforce.scheduling.rules.spans import Span

BEGINS = datetime(2026, 12, 1, tzinfo=clock.ZONE)
WINDOW = Span(BEGINS, BEGINS + timedelta(days=60))
ME = "tamura@example.com"


def file(*events, head=()):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *head]
    for number, event in enumerate(events):
        named = [] if any(line.startswith("UID") for line in event) else [f"UID:{number}@x"]
        lines += ["BEGIN:VEVENT", *named, "SUMMARY:歯医者", "LOCATION:高崎", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(*events, head=(), mails=(ME,), ours=""):
    """As (day of the month, hour) pairs of the centre's wall."""
    found = busy(file(*events, head=head), WINDOW, mails=mails, ours=ours)
    return [(f"{clock.local(one.begins_at):%m-%d %H:%M}", f"{clock.local(one.ends_at):%m-%d %H:%M}") for one in found]


def at(start, end="20261203T110000", **rest):
    return [f"DTSTART:{start}", f"DTEND:{end}", *(f"{name}:{value}" for name, value in rest.items())]


TOKYO = ["DTSTART;TZID=Asia/Tokyo:20261203T100000", "DTEND;TZID=Asia/Tokyo:20261203T110000"]
MORNING = [("12-03 10:00", "12-03 11:00")]


@pytest.mark.parametrize(
    "event",
    [
        TOKYO,
        at("20261203T010000Z", "20261203T020000Z"),
        at("20261203T100000"),  # no zone: the centre's
        ["DTSTART;TZID=Tokyo Standard Time:20261203T100000", "DURATION:PT1H"],  # Outlook
        ["DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20261203T100000", "DURATION:PT1H"],
        [*TOKYO, "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"],
        [*TOKYO, "ATTENDEE;PARTSTAT=DECLINED:mailto:somebody.else@example.com"],
    ],
)
def test_an_appointment_is_busy_however_its_zone_is_written(event):
    assert read(event) == MORNING


@pytest.mark.parametrize(
    "extra",
    [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        f"ATTENDEE;CN=田村;PARTSTAT=DECLINED;RSVP=TRUE:MAILTO:{ME.upper()}",
    ],
)
def test_what_is_free_cancelled_or_declined_takes_no_time(extra):
    assert read([*TOKYO, extra]) == []


def test_google_names_the_owner_by_the_name_of_the_calendar():
    declined = [*TOKYO, "ATTENDEE;PARTSTAT=DECLINED:mailto:me@gmail.example"]
    assert read(declined, head=["X-WR-CALNAME:me@gmail.example"], mails=()) == []


def test_whole_days_are_days_of_the_centre_and_of_the_zone_that_the_calendar_names():
    day = ["DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261207"]
    assert read(day) == [("12-05 00:00", "12-07 00:00")]
    assert read(["DTSTART;VALUE=DATE:20261205"]) == [("12-05 00:00", "12-06 00:00")]
    assert read(day, head=["X-WR-TIMEZONE:Europe/Berlin"]) == [("12-05 08:00", "12-07 08:00")]


def test_what_repeats_loses_its_exceptions_and_moves_what_was_moved():
    weekly = [*TOKYO, "UID:w", "RRULE:FREQ=WEEKLY;UNTIL=20261231T000000Z", "EXDATE;TZID=Asia/Tokyo:20261210T100000"]
    moved = ["UID:w", "RECURRENCE-ID:20261217T010000Z", "DTSTART:20261218T010000Z", "DTEND:20261218T030000Z"]
    away = ["UID:w", "RECURRENCE-ID;TZID=Asia/Tokyo:20261224T100000", *TOKYO, "STATUS:CANCELLED"]
    assert read(weekly, moved, away) == [*MORNING, ("12-18 10:00", "12-18 12:00")]


def test_exception_that_names_the_day_alone_takes_the_time_of_that_day():
    assert read([*TOKYO, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;VALUE=DATE:20261204"]) == MORNING


def test_what_began_long_ago_repeats_until_now_and_counts_from_its_beginning():
    old = ["DTSTART;TZID=Asia/Tokyo:20200107T190000", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYDAY=1TU"]
    assert read(old) == [("12-01 19:00", "12-01 20:00"), ("01-05 19:00", "01-05 20:00")]
    assert read([*old[:2], "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=24"]) == []


def test_who_gets_up_at_six_in_new_york_does_so_in_summer_and_in_winter():
    begins = datetime(2026, 10, 30, tzinfo=UTC)
    event = ["DTSTART;TZID=America/New_York:20261030T060000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4"]
    found = busy(file(event), Span(begins, begins + timedelta(days=9)))
    assert [one.begins_at.hour for one in found] == [10, 10, 11, 11]  # summer time ended on 1 November 2026


def test_zone_defined_in_one_file_is_unknown_to_the_next():
    def custom(offset):
        standard = ["BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}"]
        zone = ["BEGIN:VTIMEZONE", "TZID:Customized Time Zone", *standard, "END:STANDARD", "END:VTIMEZONE"]
        event = ["DTSTART;TZID=Customized Time Zone:20261203T100000", "DURATION:PT1H"]
        return read(event, head=zone)

    assert custom("+0900") == MORNING
    assert custom("+0800") == [("12-03 11:00", "12-03 12:00")]


def test_times_without_names_are_read_as_well():
    lines = ["BEGIN:VCALENDAR", "BEGIN:VFREEBUSY", "FREEBUSY;FBTYPE=BUSY:20261203T010000Z/PT1H", "END:VFREEBUSY"]
    found = busy("\r\n".join([*lines, "END:VCALENDAR"]).encode(), WINDOW)
    assert [clock.local(one.begins_at).hour for one in found] == [10]


def test_our_own_lessons_in_their_calendar_are_nothing_else_they_have_to_do():
    assert read([*TOKYO, "UID:lesson-3@centre.example"], ours="centre.example") == []


def test_what_touches_is_one_span_and_what_is_over_or_far_away_is_none():
    second = ["DTSTART:20261203T020000Z", "DTEND:20261203T030000Z"]
    past, far = at("20261101T100000", "20261101T110000"), at("20280101T100000", "20280101T110000")
    assert read(TOKYO, second, past, far) == [("12-03 10:00", "12-03 12:00")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b"\x00\xff\xfe",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
        b"/etc/passwd",
        file(["DTSTART:99991231T235900Z", "DURATION:P99999D"]),
    ],
)
def test_what_is_no_calendar_is_refused(body):
    with pytest.raises(NotACalendar):
        busy(body, WINDOW)


def test_one_broken_appointment_does_not_hide_the_others():
    assert read(["DTSTART:99991231T235900Z", "DURATION:P99999D"], TOKYO, ["DTSTART:yesterday"]) == MORNING


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "INTERVAL=2"])
def test_rule_that_cannot_be_counts_once(rule):
    assert read([*TOKYO, f"RRULE:{rule}"]) == MORNING


def test_a_calendar_made_to_keep_us_busy_is_refused():
    ancient = ["DTSTART:00020101T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"]
    with pytest.raises(TooLarge):
        read(*[ancient] * 3)
    with pytest.raises(TooLarge):
        busy(b"x" * (own_calendar.LARGEST + 1), WINDOW)


def test_an_empty_calendar_says_that_somebody_is_free():
    assert read() == []
