"""Sessions get the times and rooms of the plan."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from ....catalogue.actions.sessions import Arranged, arrange_sessions
from ....catalogue.hooks import Wanted as RoomWanted
from ....catalogue.models import Cohort
from ....catalogue.queries.cohorts import cohort_page
from ....database import hold
from ...models import Layout, Room
from ...queries import rooms as booked
from ...rules.grid import value_of
from .. import bookings
from .steps import Step


class Rooms(Step):
    def beside(self, placed: Collection[int]) -> set[int]:
        """The other planned sessions that are in a room where one of those comes, on that day: they are booked anew as
        well, for as long as the rules of now say and the plan counts with.
        """
        instance, target = self.found.instance, self.target
        days = {
            (target.rooms[one], instance.span(instance.session[one], target).day)
            for one in placed
            if one in target.rooms
        }
        return {
            one
            for one, room in target.rooms.items()
            if one not in placed and (room, instance.span(instance.session[one], target).day) in days
        }

    def hold_all(self, sessions: Collection[int]):
        ids = {room for plan in (self.now, self.target) for one, room in plan.rooms.items() if one in sessions}
        for room in self.session.scalars(select(Room).where(Room.id.in_(ids)).order_by(Room.id)).all():
            hold(self.session, room)

    def give(self, placed: Collection[int], beside: Collection[int]):
        had = booked.bookings_of(self.session, [*placed, *beside])
        layouts = {id: one.layout for id, one in had.items()}
        bookings.remove(self.session, list(had.values()))
        for cohort_id, sessions in self.by_cohort(placed):
            arranged = {one: Arranged(self.begins(one), self.room_wanted(one, layouts)) for one in sessions}
            with self.refusing(sessions):
                cohort = self.session.get_one(Cohort, cohort_id)
                arrange_sessions(self.session, cohort, arranged, by=self.by, at=self.at)
        for cohort_id, sessions in self.by_cohort(beside):
            self.book_again(cohort_id, sessions, layouts)

    def begins(self, session_id: int) -> datetime:
        return self.found.instance.begins(self.found.instance.session[session_id], self.target)

    def room_wanted(self, session_id: int, layouts: Mapping[int, Layout | None]) -> RoomWanted | None:
        """None where it neither has nor gets a room of ours."""
        room_id, had = self.target.rooms.get(session_id), self.now.rooms.get(session_id)
        if room_id is None:
            return RoomWanted("") if had is not None else None
        if room_id == had:
            return RoomWanted(value_of(room_id, layouts.get(session_id)), anyway=True)
        return RoomWanted(value_of(room_id, self.layout(session_id, room_id, layouts.get(session_id))))

    def layout(self, session_id: int, room_id: int, had: Layout | None) -> Layout | None:
        """As it was set up, or the first way in which the room holds everybody."""
        seats, trainees = self.found.instance.room[room_id].layouts, self.found.instance.session[session_id].trainees
        if had is not None and had.value in seats:
            return had
        return next((one for one in Layout if seats.get(one.value, 0) >= trainees), None)

    def book_again(self, cohort_id: int, sessions: Collection[int], layouts: Mapping[int, Layout | None]):
        code = self.found.words.cohorts[cohort_id].code
        cohort = cohort_page(self.session, code, again=True)
        assert cohort is not None
        sittings = [one for one in cohort.sessions if one.id in sessions]
        pairs = [(one, self.room_wanted(one.id, layouts)) for one in sittings]
        with self.refusing(sessions):
            bookings.place(self.session, cohort, pairs, by=self.by, at=self.at)
