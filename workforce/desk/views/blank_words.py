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
    "closes_at": _("When applications close"),
    "code": _("The number of the cohort"),
    "employer": _("The name of the employer"),
    "fee_due_on": _("Until when the fee is to be paid"),
    "fee_yen": _("What is to be paid"),
    "objection_days": _("How many days somebody has to object"),
    "off_yen": _("What is taken off the fee"),
    "operator": _("The name of the operator"),
    "refund_yen": _("What is given back"),
    "seats": _("How many seats"),
    "until_on": _("The last day to answer"),
    "why": _("The reason that staff gave"),
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
    "closes_at": "2026-03-25T08:00:00+00:00",
    "code": "k26-01",
    "employer": "見本介護サービス",
    "fee_due_on": "2026-03-20",
    "fee_yen": 8300,
    "objection_days": 14,
    "off_yen": 4000,
    "operator": "見本介護サービス",
    "refund_yen": 8300,
    "seats": 2,
    "until_on": "2026-04-30",
    "why": "市の規則による",
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
    "result": _("the result for everybody who applied"),
    "lottery": _("in a draw"),
    "lottery_if_over": _("in a draw if too many apply"),
    "screening": _("chosen by criteria"),
    "confirmed": _("with a seat"),
    "waitlisted": _("on the waiting list"),
    "waiting_for_guardian": _("held for a guardian"),
    "applied": _("before the seats are given"),
    "granted": _("the fee is lower"),
    "cohort_cancelled": _("the course does not take place"),
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
