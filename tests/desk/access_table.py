"""Who gets in at each address of the desk."""

from tests.house.who import ADMINS, AUDITORS, MANAGERS, OFFICE, READERS, STAFF
from workforce.access import Role

ROUTES = {
    "desk.home": STAFF,
    # people
    "desk.search": READERS,
    "desk.person": READERS,
    "desk.person_names": OFFICE,
    "desk.person_contacts": OFFICE,
    "desk.person_identity": OFFICE,
    "desk.withdraw_identity": OFFICE,
    "desk.cohort_identity": OFFICE,
    "desk.confirm_contact": OFFICE,
    "desk.refuse_contact": OFFICE,
    "desk.duplicates": MANAGERS,
    "desk.duplicate": MANAGERS,
    "desk.not_the_same": MANAGERS,
    "desk.undo_merge": MANAGERS,
    "desk.choose_other": MANAGERS,
    "desk.merge_with": MANAGERS,
    "desk.tell_apart": MANAGERS,
    # messages
    "desk.messages": OFFICE | {Role.AUDITOR},
    "desk.message": OFFICE | {Role.AUDITOR},
    "desk.message_words": OFFICE,
    "desk.cancel_message": OFFICE,
    "desk.resend_message": OFFICE,
    "desk.mark_called": OFFICE,
    # letters in words of the centre's own
    "desk.wordings": OFFICE | {Role.AUDITOR},
    "desk.wording": OFFICE | {Role.AUDITOR},
    "desk.edit_wording": MANAGERS,
    "desk.ship_again": MANAGERS,
    # by telephone and on paper
    "desk.calls": OFFICE,
    "desk.call": OFFICE,
    "desk.letters": OFFICE,
    "desk.letters_file": OFFICE,
    "desk.post_letters": OFFICE,
    "desk.put_letters_back": OFFICE,
    "desk.person_reach": OFFICE,
    "desk.lift_mark": OFFICE,
    # the house
    "desk.audit": AUDITORS,
    "desk.run_audit": AUDITORS,
    "desk.retention": AUDITORS,
    "desk.history": MANAGERS | {Role.AUDITOR},
    "desk.policies": STAFF,
    "desk.set_guardian_hold": ADMINS,
    "desk.set_own_calendars": ADMINS,
    "desk.set_room_minutes": ADMINS,
    "desk.set_screening_difference": ADMINS,
    "desk.set_offer_hours": ADMINS,
    "desk.set_quiet_hours": ADMINS,
    "desk.set_waiting_ends": ADMINS,
    "desk.set_draw_weights": ADMINS,
    "desk.set_reservation_limits": ADMINS,
}
