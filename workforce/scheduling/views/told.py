"""What history tells of who teaches, of their papers, of rooms and of equipment."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from ... import staff_words
from ..rules.licences import FIELDS, LICENCES
from ..rules.plan_words import STATES
from ..rules.words import EQUIPMENT
from .search_words import ENDINGS, STANDINGS

staff_words.tell(
    "cohort",
    {
        "teaching_assigned": _("Somebody named to teach"),
        "teaching_released": _("Somebody teaches no more"),
        "rooms_found": _("Rooms found for sessions"),
        "equipment_booked": _("Equipment booked for a session"),
        "cell_pinned": _("Pinned for plans"),
        "cell_unpinned": _("Not pinned for plans any more"),
    },
)
staff_words.subject(
    "room",
    _("Room"),
    told={
        "closed": _("Shut on some days"),
        "opened_again": _("Open again on days that were shut"),
        "reserved": _("Reserved for something else"),
        "given_back": _("Reservation given back"),
        "photo_shown": _("Picture shown"),
        "photo_removed": _("Picture taken away"),
    },
)
staff_words.subject(
    "plan_run",
    _("Plan"),
    told={
        "plan_asked": _("Plan asked for"),
        "plan_stop_asked": _("Plan stopped by hand"),
        "plan_solved": _("Plan made"),
        "plan_stopped": _("Plan ended early"),
        "plan_impossible": _("Plan found to be impossible"),
        "plan_failed": _("Plan failed"),
        "plan_applied": _("Plan applied"),
        "plan_discarded": _("Plan discarded"),
    },
    states=STATES,
)
staff_words.tell(
    "place",
    {
        "closed": _("Shut on some days"),
        "opened_again": _("Open again on days that were shut"),
        "equipment_counted": _("Equipment counted"),
    },
)
staff_words.fields(
    {
        "teacher": _("Who teaches"),
        "session": _("Session"),
        "days": _("Days"),
        "time": lazy_pgettext("history", "Time"),
        "layouts": _("Seats by layout"),
        "hours": _("Open hours"),
        "setup_minutes": _("Minutes to set it up"),
        "clearing_minutes": _("Minutes to clear it"),
        "in_use": _("Offered for new sessions"),
        "fixtures": _("What always is in the room"),
        "map_url": _("Address of a map"),
    }
    | {f"equipment.{kind}": words for kind, words in EQUIPMENT.items()}
)
staff_words.subject(
    "lesson_feed",
    _("Calendar of lessons"),
    told={"lesson_feed_made": _("Address made"), "lesson_feed_ended": _("Address ended")},
)
staff_words.tell(
    "person",
    {
        "licence_noted": _("Licence noted"),
        "licence_ended": _("Licence ended"),
        "licence_taken_out": _("Licence taken out: noted by mistake"),
        "practice_noted": _("Practice noted"),
        "practice_ended": _("Practice ended"),
        "practice_taken_out": _("Practice taken out: noted by mistake"),
        "instructor_changed": _("Facts as an instructor changed"),
        "week_said": _("Usual week as an instructor said"),
        "week_taken_back": _("Usual week as an instructor taken back"),
        "days_said": _("Other days as an instructor said"),
        "days_taken_back": _("Other days as an instructor taken back"),
        "rather_not_said": _("When they would rather not teach said"),
        "rather_not_taken_back": _("When they would rather not teach taken back"),
        "hours_liked": _("How much they would like to teach said"),
        "own_calendar_given": _("Own calendar given, so that the centre sees when they are busy"),
        "own_calendar_removed": _("Own calendar removed"),
    },
)
staff_words.subject(
    "teaching_search",
    _("Search for somebody to teach"),
    told={"begun": _("Search begun"), "ended": _("Search ended")},
    states=ENDINGS,
)
staff_words.subject(
    "teaching_request",
    _("Request to teach"),
    told={one.value: words for one, (words, _tone) in STANDINGS.items()}
    | {
        "reminded": _("Reminded to answer"),
        "reminded_of_day": _("Reminded of the day"),
        "changed": _("Told that the sessions changed"),
    },
    states={one: words for one, (words, _tone) in STANDINGS.items()},
)
staff_words.tell("cohort", {"teacher_absent": _("Somebody cannot come to teach")})
staff_words.letters(
    {
        "teaching_request": _("Request to teach"),
        "teaching_request_reminder": _("Reminder to answer a request to teach"),
        "teaching_confirmed": _("You teach these sessions"),
        "teaching_day": _("Reminder before a session"),
        "teaching_changed": _("Sessions to teach have changed"),
        "teaching_over": _("You need not come to teach"),
        "teaching_colleague": _("Who teaches beside you"),
        "teaching_open": _("Somebody cannot come to teach"),
    }
)
staff_words.fields({"licence": _("Licence"), "practice": _("Practice in"), "month_minutes": _("Minutes a month")})
staff_words.values("licence", {kind.value: words for kind, words in LICENCES.items()})
staff_words.values("practice", {field.value: words for field, words in FIELDS.items()})
