"""Invented operators of care, their offices and contacts, and what they have done: names sent, seats held."""

from datetime import date, timedelta

from sqlalchemy import select

from .. import clock
from ..catalogue.models import Cohort, CohortState
from ..catalogue.queries import cohorts as catalogue
from ..enrolment.actions import groups, own_parts, reservations
from ..enrolment.models import Enrolment, OwnPart
from ..enrolment.queries import bands, seats
from ..enrolment.rules.catalogue import AGREED
from ..enrolment.rules.groups import Named
from ..enrolment.rules.operator_limits import RESERVATION_LIMITS
from ..enrolment.rules.reservations import end_of, latest
from ..enrolment.rules.words import CONSENT
from ..i18n import speaking
from ..operators.actions import contacts, operators
from ..operators.models import ContactRole, Operator, Service
from ..people.actions import invitations
from ..people.models import Account, Invitation
from ..people.queries import accounts as account_queries
from ..people.rules.names import name_of
from ..policies import current
from . import accounts

CORPORATIONS = (
    ("社会福祉法人 さくら会", (("さくらの家", Service.NURSING_HOME), ("さくらデイサービス", Service.DAY_SERVICE))),
    (
        "株式会社 みどりケア",
        (("みどりケア訪問介護", Service.HOME_VISIT), ("みどりケアプラン", Service.CARE_MANAGEMENT)),
    ),
    ("医療法人 けやき会", (("けやき老健", Service.HEALTH_FACILITY), ("けやき訪問看護", Service.HOME_NURSING))),
    ("社会福祉法人 ひだまり", (("ひだまりの里", Service.GROUP_HOME),)),
    ("合同会社 つばさ", (("つばさ小規模多機能", Service.MULTIFUNCTIONAL),)),
    ("株式会社 あおぞら介護", (("あおぞら有料老人ホーム", Service.SPECIFIED_FACILITY),)),
    ("NPO法人 かけはし", (("かけはしヘルパー", Service.HOME_VISIT), ("かけはし相談", Service.CARE_MANAGEMENT))),
    ("社会福祉法人 こもれび", (("こもれび苑", Service.NURSING_HOME), ("こもれびショート", Service.SHORT_STAY))),
    ("株式会社 ゆうなぎ", (("ゆうなぎ福祉用具", Service.EQUIPMENT),)),
    ("医療法人 しらかば会", (("しらかばデイケア", Service.DAY_REHAB),)),
    ("株式会社 ふたば", (("ふたば定期巡回", Service.ROUND_THE_CLOCK), ("ふたば夜間", Service.NIGHT_VISIT))),
    ("社会福祉法人 なぎさ", (("なぎさ作業所", Service.DISABILITY),)),
)
WITHOUT_LEAD = 11
STAFF = (
    (("高木", "恵", "タカギ", "メグミ"), "1991-05-20", "ja"),
    (("NGUYEN", "LAN ANH", "グエン", "ラン アン"), "1999-11-03", "vi"),
    (("荒井", "拓也", "アライ", "タクヤ"), "1985-01-14", "ja"),
    (("TRAN", "MINH", "チャン", "ミン"), "2001-08-09", "easy"),
)
COMPLETE = 2
HELD = (3, 2)
A_DAY = timedelta(days=1)


def make(session, *, by, at):
    """Every operator with its offices; the first one has the contact who signs in as operator@demo.example."""
    for number, (name, offices) in enumerate(CORPORATIONS):
        lead_id = None if number == WITHOUT_LEAD else by.person_id
        operator = operators.register(session, name=name, lead_id=lead_id, by=by, at=at)
        for place, (office, service) in enumerate(offices):
            operators.add_office(
                session,
                operator,
                name=office,
                number=f"13{70100000 + number * 10 + place}",
                service=service,
                municipality="見本市",
                by=by,
                at=at,
            )
    first = session.scalars(select(Operator).order_by(Operator.id)).first()
    how = {"role": ContactRole.MANAGER, "by": by, "at": at}
    contact = contacts.invite(session, first, email="operator@demo.example", **how)
    session.flush()
    invitation = session.get_one(Invitation, contact.invitation_id)
    invitations.accept(session, invitation, name=None, password=None, at=at)


def work(session, *, at):
    """A list of names was sent, some of those people have done their part, and seats are held elsewhere."""
    contact = session.scalars(select(Account).where(Account.email == "operator@demo.example")).one()
    by = account_queries.account(session, contact.id)
    first, second = session.scalars(select(Operator).order_by(Operator.id).limit(2)).all()
    is_open = [one for one in open_cohorts(session, at=at) if free(session, one, at=at) >= max(HELD)]
    if is_open:
        send(session, first, is_open[0], by=by, at=at)
    for operator, cohort, count in zip((first, second), is_open[1:], HELD, strict=False):
        hold(session, operator, cohort, count, by=by if operator is first else accounts.staff(session), at=at)


def open_cohorts(session, *, at):
    window = (Cohort.opens_at <= at - A_DAY, Cohort.closes_at > at + 2 * A_DAY)
    codes = session.scalars(
        select(Cohort.code).where(Cohort.state == CohortState.PUBLISHED, *window).order_by(Cohort.id)
    )
    return [catalogue.cohort_brief(session, code) for code in codes.all()]


def free(session, cohort, *, at):
    counted = seats.seats_of(session, cohort.id)
    rules = cohort.course
    is_hard = counted.waiting or counted.is_collecting or rules.prerequisites
    return 0 if is_hard else bands.shares_of(session, cohort.id, counted, at=at).open_free


def send(session, operator, cohort, *, by, at):
    people = [
        Named(
            name_of(family=family, given=given, family_kana=family_kana, given_kana=given_kana),
            date.fromisoformat(born),
            f"staff{number}@sakura.example",
            None,
            language,
        )
        for number, ((family, given, family_kana, given_kana), born, language) in enumerate(STAFF, 1)
    ]
    group = groups.enrol_group(
        session, operator=operator, cohort=cohort, people=people, key="demo:group", seats=0, by=by, at=at - A_DAY
    )
    for part in group_parts(session, group)[:COMPLETE]:
        complete(session, part, at=at)


def group_parts(session, group):
    return list(session.scalars(select(OwnPart).where(OwnPart.group_id == group.id).order_by(OwnPart.id)))


def complete(session, part, *, at):
    enrolment = session.get_one(Enrolment, part.enrolment_id)
    with speaking(enrolment.language):
        consent = {AGREED: {"value": "yes", "asked": str(CONSENT)}}
    own_parts.complete(session, enrolment, given={}, keys=(), consent=consent, shares=True, by=None, at=at)


def hold(session, operator, cohort, count, *, by, at):
    made_at = at - A_DAY
    last = latest(current(session, RESERVATION_LIMITS, at=made_at), cohort, is_staff=False, at=made_at)
    until = end_of(clock.today(last) - A_DAY)
    key = f"demo:{operator.id}"
    reservations.make(
        session, operator=operator, cohort=cohort, seats=count, until=until, key=key, by=by, is_staff=True, at=made_at
    )
