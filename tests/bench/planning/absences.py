"""Somebody is away for the second month of an instance."""

from datetime import timedelta

from workforce.scheduling.rules.planning.instance import Instance, Span


def march(instance: Instance) -> Span:
    first = min(one.times[0] for one in instance.sessions)
    return Span(first + timedelta(weeks=4), first + timedelta(weeks=8))
