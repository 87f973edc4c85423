"""The first day of a cohort: people have shown who they are, and what they need is arranged."""

from datetime import timedelta

from .. import clock
from ..desk.queries.identity import seated
from ..enrolment.actions import arranging
from ..enrolment.queries import arranging as needs
from ..people.actions import identity
from ..people.models import Document

SHOWS_IT = 0.95  # the rest forgot it at home
BEFORE = timedelta(days=20)
DOCUMENTS = (Document.DRIVING_LICENCE, Document.MY_NUMBER_CARD, Document.PASSPORT)
NOTES = {
    "interpreter": "市の国際交流協会から通訳が全日程に入ります",
    "step_free": "正面のスロープに近い席、車いす用の机",
    "childcare": "託児室を全日程で予約",
    "large_print": "テキストと資料を拡大印刷",
    "hearing": "前列の席、字幕の表示",
    "food": "昼食は持参、アレルギーの一覧を講師へ",
    "needs_words": "本人と電話で相談し、担当講師へ伝えた",
}


def be_ready(session, cohort, *, staff, random, at):
    """What was done by `at`; nothing for a cohort that is still far off."""
    if cohort.starts_at is None or at < cohort.starts_at - BEFORE:
        return
    for row in needs.of_cohort(session, cohort.id):
        note = NOTES.get(row.need, NOTES["needs_words"])
        arranging.arrange(session, row.enrolment, row.need, note=note, by=staff, at=cohort.starts_at - BEFORE)
    if at < cohort.starts_at:
        return
    day = clock.today(cohort.starts_at)
    shown = {row.person: document_of(row.person, random) for row in seated(session, cohort.id) if row.check is None}
    came = {person: document for person, document in shown.items() if random.random() < SHOWS_IT}
    identity.check_all(session, came, checked_on=day, by=staff, at=cohort.starts_at)


def document_of(person, random):
    is_from_abroad = person.name.isascii()  # written as on the residence card
    return Document.RESIDENCE_CARD if is_from_abroad else random.choice(DOCUMENTS)
