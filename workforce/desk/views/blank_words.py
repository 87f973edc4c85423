"""What each blank of a letter means, for staff who write the letter; and what stands in it in an invented example."""

from typing import Any

from flask_babel import lazy_gettext as _

MEANINGS = {
    "name": _("The reader's name"),
    "course": _("The name of the course"),
    "starts_at": _("When the course begins"),
    "place": _("Where it takes place"),
    "before_at": _("When the date before would have begun"),
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
    "employer": _("The employer's name"),
    "operator": _("The employer's name"),
    "until_on": _("The last day to answer"),
    "selection": _("How the seats are given. It takes lines of its own."),
    "closes_at": _("When applications close"),
    "off_yen": _("How much less is to be paid"),
    "why": _("The reason that staff gave"),
    "objection_days": _("Within how many days somebody may object"),
    "fee_yen": _("What is to be paid"),
    "fee_due_on": _("Until when it is to be paid"),
    "refund_yen": _("What is paid back"),
    "code": _("The number of the cohort"),
    "seats": _("How many seats"),
    "together": _("To how many people of a group seats are offered at once"),
    "ended": _("The dates that ended. It takes lines of its own."),
    "other_dates": _("The nearest other dates of the course. It takes lines of its own."),
    "lesson_at": _("When the lesson begins"),
    "answer": _("What staff answered"),
    "last_on": _("The last day on which the way to the end can be begun"),
    "repair": _("The lessons of the shortest way. It takes lines of its own."),
    "session_at": _("When the session to make something up would have been"),
    "number": _("The number of the certificate"),
    "ends_on": _("The last day on which the certificate is valid"),
    "months": _("So many months of work renew the certificate"),
    "sessions": _("The sessions to teach. It takes lines of its own."),
    "who": _("Who cannot come, or who teaches now"),
    "changes": _("What has changed: until now, and from now on. It takes lines of its own."),
}
EXAMPLES: dict[str, Any] = {
    "name": "山田 花子",
    "course": {"ja": "介護の入門"},
    "starts_at": "2026-04-07T00:30:00+00:00",
    "place": {"ja": "市民センター"},
    "before_at": "2026-03-03T00:30:00+00:00",
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
    "employer": "見本ケア",
    "operator": "見本ケア",
    "until_on": "2026-04-14",
    "number": "NH-2026-00012",
    "ends_on": "2029-03-31",
    "months": 6,
    "selection": "lottery",
    "closes_at": "2026-04-01T08:00:00+00:00",
    "off_yen": 5000,
    "why": "住民税が非課税のため",
    "objection_days": 14,
    "together": 2,
    "fee_yen": 12000,
    "fee_due_on": "2026-04-10",
    "refund_yen": 6000,
    "code": "s26-01",
    "seats": 3,
    "last_on": "2026-05-11",
    "repair": [{"starts_at": "2026-05-12T00:30:00+00:00", "place": {"ja": "市民センター"}}],
    "session_at": "2026-05-12T00:30:00+00:00",
    "ended": [{"starts_at": "2026-05-12T00:30:00+00:00", "place": {"ja": "市民センター"}}],
    "other_dates": [{"starts_at": "2026-05-12T00:30:00+00:00", "place": {"ja": "市民センター"}}],
    "lesson_at": "2026-04-07T00:30:00+00:00",
    "answer": "出席簿の押印を確認しました",
    "who": "田村 一郎",
    "sessions": [
        {
            "starts_at": "2026-04-07T00:30:00+00:00",
            "ends_at": "2026-04-07T03:30:00+00:00",
            "place": {"ja": "市民センター"},
            "online": False,
            "room": "201",
            "parts": [{"ja": "認知症の理解"}],
        }
    ],
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
    "together": _("to people who wait together"),
    "revoked": _("when the guardian took the agreement back"),
    "waiting_list": _("while the applicant is on the waiting list"),
    "result": _("as the result of a selection"),
    "assessed": _("as the result of points given without a name"),
    "confirmed": _("with a seat"),
    "waitlisted": _("on the waiting list"),
    "waiting_for_guardian": _("until a guardian agrees"),
    "applied": _("before the seats are given"),
    "replacement": _("in the place of another"),
    "renewal": _("renewed because of work"),
    "again": _("after one that was made void"),
    "granted": _("less is to be paid"),
    "changed": _("the record was changed"),
    "kept": _("the record stays"),
    "with_the_course": _("because the course does not take place"),
    "short": _("when it is soon"),
    "lapsed": _("after no answer in time"),
    "taken": _("because somebody else has it"),
    "off": _("because the sessions do not take place"),
    "called_off": _("after they had said yes"),
    "withdrawn": _("because staff took it back"),
    "found": _("who teaches now"),
    "missing": _("who cannot come"),
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
