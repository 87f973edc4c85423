"""Faults about the time that those who teach say they have, for test_audit."""

from datetime import time

from tests.make import MONDAY, make_person


def usual_hours_overlapping(centre):
    given = {"person_id": make_person(centre.session, "田村 先生").id, "said_by": "", "at": MONDAY}
    pattern_id = centre.new("weekly_pattern", since=MONDAY.date(), **given)
    hours = {"pattern_id": pattern_id, "weekday": 1}
    first = centre.new("weekly_hours", begins=time(9), ends=time(12), **hours)
    centre.new("weekly_hours", begins=time(11), ends=time(13), **hours)
    centre.new("weekly_hours", begins=time(13), ends=time(14), **hours)
    return first


FAULTS = {"usual_hours_overlapping": usual_hours_overlapping}
