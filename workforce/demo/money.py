"""Who pays, who is late, what the bank reports, and what goes back."""

from datetime import timedelta

from .. import clock, policies
from ..enrolment.models import Enrolment, State
from ..money.actions import bank, documents, payments, reductions, refunds
from ..money.models import Evidence, Ground
from ..money.queries import balances, ledger
from ..money.rules.account import ACCOUNT
from ..money.rules.bank_kana import as_typed
from ..money.rules.documents import Addressee
from ..money.rules.reductions import REDUCTIONS
from .settling import enrolled

PAYS, PAID_BY_THE_START, ASKS_FOR_RECEIPT, GETS_IT_BACK = 0.85, 0.98, 0.3, 0.7
WORKED = timedelta(days=190)
BY_BANK = 6
"""So many of those who still owe something appear in the bank's newest file."""

BANK = {
    **{"bank": "見本銀行", "branch": "中央支店", "sort": "普通", "number": "1234567", "holder": "ケアジンザイセンター"},
    **{"issuer": "見本市地域包括ケア人材育成センター", "address": "見本市中央1-2-3", "registration": "T1234567890123"},
}
LESS = {"student": [50, 0], "income": [50, 0], "resident": [0, 3000], "objection_days": 90}
HEAD = "お取引日,お引出金額,お預入金額,お取引内容,残高\n"
STRANGERS = (("ｶ)ﾐﾎﾝｶｲｺﾞ", 8300), ("ｵﾄｳﾘｶﾝ", 500), ("ﾔﾏﾓﾄ ｹﾝｲﾁ", 44600))


def set_rules(session, *, by, at):
    """Also who pays less."""
    day, source = clock.today(at), "開設時の運営会議"
    policies.set_rule(session, ACCOUNT, from_day=day, values=BANK, source=source, by=by, at=at)
    policies.set_rule(session, REDUCTIONS, from_day=day, values=LESS, source=source, by=by, at=at)


def settle(session, cohort, *, staff, random, at):
    """Everything about the money of one cohort until `at`."""
    pays = PAID_BY_THE_START if cohort.starts_at < at else PAYS
    for enrolment in enrolled(session, cohort, Enrolment.state.in_((State.CONFIRMED, State.CANCELLED))):
        found = ledger.statement_of(session, enrolment.id)
        if found.balance > 0 and random.random() < pays:
            pay(session, enrolment, found, staff=staff, random=random, at=at)
        elif found.balance < 0 and random.random() < GETS_IT_BACK:
            give_back(session, enrolment, found, staff=staff, at=at)


def pay(session, enrolment, found, *, staff, random, at):
    """In cash, some day until the fee is due; whoever has still time may not have paid yet."""
    charged = found.lines[-1].at
    when = charged + (timedelta(days=(found.due_on - clock.today(charged)).days + 1)) * random.random()
    if when > at:
        return
    key, day = f"demo:{enrolment.receipt}", clock.today(when)
    payments.pay_cash(session, enrolment, yen=found.balance, day=day, key=key, by=staff, at=when)
    if random.random() < ASKS_FOR_RECEIPT:
        wish = documents.Wish(enrolment.person.name)
        if random.random() < ASKS_FOR_RECEIPT:
            wish = documents.Wish("社会福祉法人 みほん会", Addressee.OPERATOR)
        documents.issue_receipt(session, enrolment, wish, key=key, by=staff, at=when)


def give_back(session, enrolment, found, *, staff, at):
    when = min(found.lines[-1].at + timedelta(days=5), at)
    given = {"yen": -found.balance, "day": clock.today(when), "words": "振込", "key": f"demo:{enrolment.receipt}"}
    payments.pay_out(session, enrolment, **given, by=staff, at=when)


def bring_bank_file(session, *, staff, at):
    """Some who owe something have paid in, as they should; and three payments are unclear."""
    day = clock.today(at - timedelta(days=1))
    owing = balances.still_open(session)[:BY_BANK]
    lines = [(f"{one.receipt} {as_typed(one.kana)}", one.balance) for one in owing] + list(STRANGERS)
    text = HEAD + "".join(f'{day:%Y/%m/%d},,"{yen:,}",{kana},\n' for kana, yen in lines)
    name = f"nyukin_{day:%Y%m%d}.csv"
    kept = bank.take_in(session, name=name, body=text.encode("cp932"), by=staff, at=at)
    bank.book_file(session, kept, mark=bank.trial(session, kept, at=at).mark, by=staff, at=at)


def ask_to_pay_less(session, cohort, *, staff, at):
    """Three of those who have a seat: one waits for a decision, one is granted, one refused."""
    people = enrolled(session, cohort, Enrolment.state == State.CONFIRMED)[:3]
    grounds = (Ground.STUDENT, Ground.INCOME, Ground.RESIDENT)
    made = [
        reductions.ask(session, person, ground=ground, words="", by=None, at=at)
        for person, ground in zip(people, grounds, strict=False)
    ]
    if len(made) == len(grounds):
        today, paper = clock.today(at), Evidence.TAX
        reductions.grant(session, people[1], made[1], evidence=paper, seen_on=today, reason="", by=staff, at=at)
        reason = "住民票の住所が市外でした"
        reductions.refuse(session, people[2], made[2], reason=reason, by=staff, at=at)


def ask_for_refunds(session, cohort, *, staff, at):
    """Of a course that is over: an employer is asked; and if that was long ago, one has confirmed, and one refund is
    approved.
    """
    paid = [one for one in enrolled(session, cohort, Enrolment.state == State.CONFIRMED) if has_paid(session, one)]
    people = paid[: 3 if cohort.ends_at + WORKED < at else 1]
    over, since = clock.today(cohort.ends_at), clock.today(cohort.ends_at + timedelta(days=1))
    for number, person in enumerate(people):
        case = refunds.open_case(session, person, completed_on=over, proof=f"修了証 第{number + 1}号", by=staff, at=at)
        employer = {"employer": "みほん会 中央ホーム", "mail": "home@operator.example", "language": "ja"}
        refunds.ask_employer(session, case, person, **employer, by=staff, at=at)
        if number:
            refunds.prove(session, case, works_since=since, name="事務長 小川", move_by="prove", by=None, at=at)
        if number and number == len(people) - 1:
            refunds.approve(session, case, person, by=staff, at=at)


def has_paid(session, enrolment):
    found = ledger.statement_of(session, enrolment.id)
    return found.paid > 0 and found.balance == 0
