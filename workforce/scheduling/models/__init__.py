from .assignments import Assignment, Duty
from .availability import OtherDays, WeeklyHours, WeeklyPattern
from .charges import Charge
from .engagements import Engagement
from .equipment import Equipment, EquipmentBooking, EquipmentKind
from .lesson_feeds import LessonFeed
from .own_calendars import OwnBusy, OwnCalendar, Trouble
from .plans import PlanCohort, PlanKind, PlanPin, PlanResult, PlanRun, PlanState
from .qualifications import Instructor, Licence, Practice
from .requests import DayReminder, Request, Search, SearchPart
from .rooms import Access, Closure, Fixture, Layout, Room, RoomBooking, RoomHours, RoomLayout, RoomPhoto
from .wishes import RatherNot

__all__ = [
    "Access",
    "Assignment",
    "Charge",
    "Closure",
    "DayReminder",
    "Duty",
    "Engagement",
    "Equipment",
    "EquipmentBooking",
    "EquipmentKind",
    "Fixture",
    "Instructor",
    "Layout",
    "LessonFeed",
    "Licence",
    "OtherDays",
    "OwnBusy",
    "OwnCalendar",
    "PlanCohort",
    "PlanKind",
    "PlanPin",
    "PlanResult",
    "PlanRun",
    "PlanState",
    "Practice",
    "RatherNot",
    "Request",
    "Room",
    "RoomBooking",
    "RoomHours",
    "RoomLayout",
    "RoomPhoto",
    "Search",
    "SearchPart",
    "Trouble",
    "WeeklyHours",
    "WeeklyPattern",
]
