"""What each blank of a letter means, for staff who write the letter; and what stands in it in an invented example."""

from typing import Any

from flask_babel import lazy_gettext as _

MEANINGS = {
    "name": _("The reader's name"),
    "course": _("The name of the course"),
    "starts_at": _("When the course begins"),
    "place": _("Where it takes place"),
    "receipt": _("The receipt number"),
    "position": _("The place on the waiting list"),
    "reason": _("The reason that staff gave"),
    "link": _("The reader's own link. Only the reader ever sees it."),
    "expires_at": _("Until when the seat waits for an answer"),
    "held_until_at": _("Until when the seat is held for the guardian's answer"),
    "guardian": _("The guardian's name"),
    "until_at": _("The last day of the link"),
    "changed_at": _("When it was changed"),
    "new": _("The new address or number, partly hidden"),
    "role": _("The role somebody is invited to"),
    "changes": _("What has changed: until now, and from now on. It takes lines of its own."),
}
EXAMPLES: dict[str, Any] = {
    "name": "山田 花子",
    "course": {"ja": "介護の入門"},
    "starts_at": "2026-04-07T00:30:00+00:00",
    "place": {"ja": "市民センター"},
    "receipt": "1234 5678 94",
    "position": 3,
    "reason": "教室の都合",
    "expires_at": "2026-04-03T09:00:00+00:00",
    "held_until_at": "2026-04-10T11:00:00+00:00",
    "guardian": "山田 一郎",
    "until_at": "2026-04-14T00:00:00+00:00",
    "changed_at": "2026-04-01T00:00:00+00:00",
    "new": "h*****@example.jp",
    "role": "clerk",
    "changes": [
        {
            "uid": "example",
            "old": {
                "starts_at": "2026-04-07T00:30:00+00:00",
                "ends_at": "2026-04-07T03:30:00+00:00",
                "online": False,
                "room": "201",
            },
            "new": {
                "starts_at": "2026-04-08T00:30:00+00:00",
                "ends_at": "2026-04-08T03:30:00+00:00",
                "online": False,
                "room": "302",
            },
        }
    ],
}
VARIANTS = {
    "receipt": _("at once, as the answer to an application"),
    "revoked": _("when the guardian took the agreement back"),
    "waiting_list": _("while the applicant is on the waiting list"),
    "mail": _("a new mail address, by mail"),
    "mail_by_phone": _("a new mail address, told by telephone"),
    "phone": _("a new telephone number, by mail"),
    "phone_by_phone": _("a new telephone number, told by telephone"),
}
LATER = _("later, as news")
STANDINGS = {
    "shipped": (_("Shipped words"), "quiet"),
    "own": (_("Own words"), "good"),
    "older": (_("Older than the Japanese"), "few"),
    "unfit": (_("Does not fit any more"), "bad"),
}


def meaning(blank):
    return MEANINGS.get(blank.name, "")


def variant_word(template_variants, name):
    """Which of its siblings a letter is; empty where it has none."""
    if len(template_variants) == 1:
        return ""
    return VARIANTS.get(name, LATER if name == "" else name)
