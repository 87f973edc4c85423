"""Who gets in where: those in the office name who teaches."""

from tests.house.who import EVERYBODY, MANAGERS, OFFICE, READERS

ROUTES = {
    "scheduling.teaching": OFFICE,
    "scheduling.end_teaching": OFFICE,
    "scheduling.charges": OFFICE,
    "scheduling.end_charge": OFFICE,
    "scheduling.end_all_teaching": OFFICE,
    "scheduling.find_rooms": MANAGERS,
    "scheduling.rooms": READERS,
    "scheduling.room": READERS,
    **{
        f"scheduling.{name}": MANAGERS
        for name in (
            *("create_room", "edit_room", "edit_photo", "remove_photo", "create_closure", "remove_closure"),
            *("create_reservation", "remove_reservation", "stock", "session_equipment"),
        )
    },
    "scheduling.place": EVERYBODY,
    "scheduling.room_photo": EVERYBODY,
}
