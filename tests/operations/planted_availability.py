"""Faults about the time that those who teach say they have, for test_audit."""

from datetime import time, timedelta

from tests.make import MONDAY, make_person


def usual_hours_overlapping(centre):
    given = {"person_id": make_person(centre.session, "田村 先生").id, "said_by": "", "at": MONDAY}
    pattern_id = centre.new("weekly_pattern", since=MONDAY.date(), **given)
    hours = {"pattern_id": pattern_id, "weekday": 1}
    first = centre.new("weekly_hours", begins=time(9), ends=time(12), **hours)
    centre.new("weekly_hours", begins=time(11), ends=time(13), **hours)
    centre.new("weekly_hours", begins=time(13), ends=time(14), **hours)
    return first


def own_calendars_nobody_should_have(centre):
    given = {"person_id": make_person(centre.session, "田村 先生").id, "etag": "", "at": MONDAY, "failures": 0}
    wrong, right = centre.new("own_calendar", **given), centre.new("own_calendar", **given)
    for calendar_id, hour in ((wrong, 0), (wrong, 1), (right, 0), (right, 2)):
        begins = MONDAY + timedelta(hours=hour)
        centre.new("own_busy", calendar_id=calendar_id, begins_at=begins, ends_at=begins + timedelta(hours=2))
    return wrong


def lesson_feeds_nobody_should_have(centre):
    given = {"person_id": make_person(centre.session, "田村 先生").id, "language": "ja", "made_at": MONDAY}
    first = centre.new("lesson_feed", seed="a", token_hash="a", **given)
    centre.new("lesson_feed", seed="b", token_hash="b", **given)
    centre.new("lesson_feed", seed="c", token_hash="c", **given, ended_at=MONDAY)
    return first


def wishes_nobody_should_have(centre):
    gone = make_person(centre.session, "田村 先生", forgotten_at=MONDAY)
    given = {"weekday": 4, "said_by": "", "at": MONDAY}
    centre.new("rather_not", person_id=make_person(centre.session, "石川 先生").id, **given)
    return centre.new("rather_not", person_id=gone.id, **given)


FAULTS = {
    "usual_hours_overlapping": usual_hours_overlapping,
    "own_calendars_nobody_should_have": own_calendars_nobody_should_have,
    "wishes_nobody_should_have": wishes_nobody_should_have,
    "lesson_feeds_nobody_should_have": lesson_feeds_nobody_should_have,
}
