"""What else the small centre deals with: an operator, a guardian, needs, documents shown, and money."""

from sqlalchemy.orm import joinedload

from workforce import clock, policies
from workforce.demo import money as invented
from workforce.enrolment.actions import guardians, together
from workforce.enrolment.models import Enrolment, State
from workforce.enrolment.queries import records, seats
from workforce.enrolment.rules.guardians import NamedGuardian
from workforce.money.actions import bank, documents, payments, reductions
from workforce.money.models import Ground
from workforce.money.queries import ledger
from workforce.money.rules.account import ACCOUNT
from workforce.money.rules.reductions import REDUCTIONS
from workforce.operators.actions import operators
from workforce.operators.models import Service
from workforce.people.actions import identity
from workforce.people.models import Document

BANK_FILE = "お取引日,お引出金額,お預入金額,お取引内容,残高\n2026/03/02,,500,ｵﾄｳﾘｶﾝ,\n"


def work(session, cohort, *, by, at):
    operator(session, by=by, at=at)
    confirmed, held = (of(session, cohort, state) for state in (State.CONFIRMED, State.WAITING_FOR_GUARDIAN))
    asked = NamedGuardian("ニシ イチロウ", "父", "vi", "father@example.jp")
    guardians.name(session, held, asked, by=by, at=at)
    today = clock.today(at)
    identity.check(session, confirmed.person, document=Document.PASSPORT, checked_on=today, by=by, at=at)
    money(session, confirmed, by=by, at=at)
    *_others, first, second = seats.queue_of(session, cohort.id)
    together.bring(session, *records.by_ids(session, [first, second]), by=by, at=at)


def of(session, cohort, state):
    query = records.for_moves().where(Enrolment.cohort_id == cohort.id, Enrolment.state == state).limit(1)
    return session.scalars(query.options(joinedload(Enrolment.offer), joinedload(Enrolment.guardian))).one()


def operator(session, *, by, at):
    made = operators.register(session, name="社会福祉法人 みほん会", lead_id=by.person_id, by=by, at=at)
    office = {"name": "みほんの家", "number": "1370100000", "service": Service.NURSING_HOME, "municipality": "見本市"}
    operators.add_office(session, made, **office, by=by, at=at)


def money(session, enrolment, *, by, at):
    """A file of the bank with an unclear row, a paper, and a wish to pay less."""
    today = clock.today(at)
    for kind, values in ((ACCOUNT, invented.BANK), (REDUCTIONS, invented.LESS)):
        policies.set_rule(session, kind, from_day=today, values=values, source="会議", by=by, at=at)
    kept = bank.take_in(session, name="nyukin.csv", body=BANK_FILE.encode("cp932"), by=by, at=at)
    bank.book_file(session, kept, mark=bank.trial(session, kept, at=at).mark, by=by, at=at)
    owed = ledger.statement_of(session, enrolment.id).balance
    payments.pay_cash(session, enrolment, yen=owed, day=today, key="world", by=by, at=at)
    documents.issue_receipt(session, enrolment, documents.Wish("山田 花子"), key="world", by=by, at=at)
    reductions.ask(session, enrolment, ground=Ground.STUDENT, words="", by=None, at=at)
