from .assignments import Assignment, Duty
from .charges import Charge
from .equipment import Equipment, EquipmentBooking, EquipmentKind
from .rooms import Access, Closure, Fixture, Layout, Room, RoomBooking, RoomHours, RoomLayout, RoomPhoto

__all__ = [
    "Access",
    "Assignment",
    "Charge",
    "Closure",
    "Duty",
    "Equipment",
    "EquipmentBooking",
    "EquipmentKind",
    "Fixture",
    "Layout",
    "Room",
    "RoomBooking",
    "RoomHours",
    "RoomLayout",
    "RoomPhoto",
]
