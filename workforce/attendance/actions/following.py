"""What later features say when something that spoke for completion is taken back."""

from ...listeners import Listeners

on_taken_back = Listeners()
"""`listener(session, enrolment_id, *, at)` runs after staff took back or changed minutes, a result or an exemption of
this enrolment, in the transaction of the change; it may refuse.
"""


def taken_back(session, enrolment_id, *, at):
    session.flush()
    for listener in on_taken_back:
        listener(session, enrolment_id, at=at)
