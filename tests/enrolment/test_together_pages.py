"""WL-7: beginning a group, passing on its code or link, looking, joining and leaving; and what staff see and do."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.enrolled import enrolled, make_full_cohort, name
from tests.make import make_open_cohort
from workforce.access import Role
from workforce.catalogue.models import Cohort, GroupRule
from workforce.enrolment.actions import moves, together
from workforce.enrolment.models import Enrolment, State, WaitingGroup
from workforce.enrolment.queries import records
from workforce.links import Purpose, mint
from workforce.outbox import Message


@pytest.fixture
def waiting(session):
    """Four people who wait in a full cohort of four."""
    _cohort, people = make_full_cohort(session, seats=4, waiting=4)
    return people[4:]


def let_in(browser, *enrolments):
    with browser.client.session_transaction() as cookie:
        cookie["granted:enrolment"] = [one.receipt for one in enrolments]
    return browser


def page_of(enrolment):
    return f"/enrolments/{enrolment.receipt}/together"


def group_up(session, *people):
    at = datetime.now(UTC)
    first, *others = [records.record(session, one.receipt) for one in people]
    group = together.begin(session, first, by=None, at=at)
    for other in others:
        together.join(session, other, group.id, by=None, at=at)
    session.commit()
    return group


def fresh(session, enrolment):
    session.expire_all()
    return session.get(Enrolment, enrolment.id)


def code_and_link(page):
    code, link = [fact.get_text(strip=True) for fact in page.select("main dl dd")[:2]]
    return code, link.partition("/en/")[2]


def test_one_begins_a_group_and_another_joins_by_its_code(browser, session, waiting):
    a, _b, c, _d = waiting
    first, second = let_in(browser(language="en"), a), let_in(browser(language="en"), c)
    page = first.follow(first.post(page_of(a) + "/beginning"))
    assert "You keep your place, number 1, until somebody joins." in page.words
    code, _link = code_and_link(page)

    page = second.submit(second.get(page_of(c)), "#code-form", code=code.lower())
    look = second.follow(page)

    assert "Now you are number 3 on the waiting list. Together you would be numbers 2 to 3." in look.words
    assert fresh(session, c).waiting_group_id is None
    done = second.follow(second.submit(look))
    assert done.flash == "You wait together now."
    assert "You wait together with 1 other person" in done.words
    assert name(session, a) not in done.words
    page = first.get(f"/enrolments/{a.receipt}")
    assert page.h1.get_text() == "You are number 2 on the waiting list"
    assert "You wait together with 1 other person. Seats are offered to all of you at once." in page.words


def test_the_link_leads_to_the_own_page_and_changes_nothing(browser, session, waiting):
    a, _b, c, _d = waiting
    first, second = let_in(browser(language="en"), a), let_in(browser(language="en"), c)
    _code, link = code_and_link(first.follow(first.post(page_of(a) + "/beginning")))

    look = second.follow(second.get("/" + link))

    assert "Wait together with 1 other person?" in look.words
    assert fresh(session, c).waiting_group_id is None
    second.submit(look)
    assert fresh(session, c).waiting_group_id == fresh(session, a).waiting_group_id


def test_whoever_opens_the_link_without_a_page_of_their_own_reads_the_way_to_it(browser, session, waiting):
    first = let_in(browser(language="en"), waiting[0])
    code, link = code_and_link(first.follow(first.post(page_of(waiting[0]) + "/beginning")))

    page = browser(language="en").get("/" + link)

    assert page.status == 200
    assert code in page.words
    assert name(session, waiting[0]) not in page.words
    gone = let_in(browser(language="en"), waiting[0])
    gone.post(page_of(waiting[0]) + "/leaving")
    assert browser(language="en").get("/" + link).status == 410
    assert browser(language="en").get("/together/nothing").status == 410


def test_a_wrong_code_is_told_plainly_and_guessing_ends(browser, session, waiting):
    group_up(session, waiting[0])
    visitor = let_in(browser(language="en"), waiting[2])
    page = visitor.get(page_of(waiting[2]))
    for _try in range(10):
        refused = visitor.submit(page, "#code-form", code="0000-0000")
        assert refused.error("code").startswith("No group on this waiting list has that code.")
    assert "No group" not in visitor.submit(page, "#code-form", code="0000-0000").words
    assert visitor.submit(page, "#code-form", code="nonsense!").status == 422


def test_who_leaves_reads_the_place_before(browser, session, waiting):
    a, _b, c, _d = waiting
    group_up(session, a, c)
    visitor = let_in(browser(language="en"), a)

    page = visitor.get(page_of(a))

    assert "Together you are numbers 2 to 3 on the waiting list." in page.words
    assert "Then you wait alone again, and you would be number 1." in page.words
    page = visitor.follow(visitor.post(page_of(a) + "/leaving"))
    assert page.flash == "You wait alone again."
    assert fresh(session, a).waiting_group_id is None


def test_what_is_refused_is_said_above_the_page(browser, session, waiting, app):
    a, b, c, d = waiting
    cohort = make_open_cohort(session, capacity=1)
    others = [enrolled(session, cohort) for _ in range(2)]
    group_up(session, a, b, c, d)
    fifth = enrolled(session, session.get(Cohort, a.cohort_id))
    session.commit()
    visitor = let_in(browser(language="en"), fifth)
    seated = let_in(browser(language="en"), others[0])
    assert "You are not on it." in seated.get(page_of(others[0])).words
    refused = seated.post(page_of(others[0]) + "/beginning")
    assert refused.status == 422
    assert "Only people on the waiting list can wait together." in refused.words
    with app.test_request_context():
        token = mint(Purpose.TOGETHER, fresh(session, a).waiting_group_id, at=datetime.now(UTC), lasts=timedelta(1))
    refused = visitor.post(page_of(fifth) + "/membership", {"group": token})
    assert "at most 4 people can wait together" in refused.words
    assert visitor.post(page_of(fifth) + "/membership", {"group": "x"}).status == 422


def test_nobody_opens_the_group_page_of_somebody_else(browser, session, waiting):
    stranger = browser(language="en")
    assert stranger.get(page_of(waiting[0])).status == 404
    for way in ("/beginning", "/membership", "/leaving"):
        assert stranger.post(page_of(waiting[0]) + way).status == 404
    assert session.scalar(select(func.count()).select_from(WaitingGroup)) == 0


def test_an_offer_to_a_group_says_so_on_the_page_and_in_the_letter(browser, session):
    cohort = make_open_cohort(session, capacity=2)
    people = [enrolled(session, cohort, language="en") for _ in range(4)]
    group_up(session, *people[2:])
    for one in people[:2]:
        moves.cancel(session, records.record(session, one.receipt), reason="転居", by=None, at=datetime.now(UTC))
    session.commit()

    page = let_in(browser(language="en"), people[2]).get(f"/enrolments/{people[2].receipt}")

    assert "This offer is for your group: a seat is free for each of the 2 of you." in page.words
    letter = session.scalars(select(Message).where(Message.template == "offer")).first()
    clerk = browser(Role.CLERK, "en")
    assert "This offer is for your group" in clerk.get(f"/staff/messages/{letter.id}").words
    seats = clerk.get(f"/staff/cohorts/{cohort.code}/seats")
    assert seats.words.count("Group 1, 2 people") == 2


# --- staff ------------------------------------------------------------------------------------------------------------


def test_staff_let_two_wait_together_and_end_it_with_a_reason(browser, session, waiting):
    a, _b, c, _d = waiting
    clerk = browser(Role.CLERK, "en")
    address = f"/staff/enrolments/{a.receipt}/together"
    page = clerk.get(address)
    assert "This person waits alone." in page.words
    done = clerk.follow(clerk.submit(page, receipt=c.receipt))
    assert done.flash == "They wait together now."
    assert "Together they are numbers 2 to 3 on the waiting list." in done.words
    assert name(session, c) in done.words
    cohort = session.get(Cohort, a.cohort_id)
    assert clerk.get(f"/staff/cohorts/{cohort.code}?sort=queue").words.count("Waits together: 2 people") == 2
    assert "group 1, 2 people" in clerk.get(f"/staff/cohorts/{cohort.code}/seats").words
    assert "Waits together with 1 other person, as numbers 2 to 3." in clerk.get(f"/staff/enrolments/{a.receipt}").words

    asked = clerk.get(address + "/dissolution")
    assert clerk.submit(asked, reason="").status == 422
    ended = clerk.follow(clerk.submit(asked, reason="別々に通う"))

    assert ended.flash == "The group is ended. Each of them waits alone again."
    own = let_in(browser(language="en"), c).get(f"/enrolments/{c.receipt}")
    assert "Reason: 別々に通う" in own.words


def test_staff_bring_only_somebody_of_the_same_list(browser, session, waiting):
    elsewhere = enrolled(session, make_open_cohort(session))
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/enrolments/{waiting[0].receipt}/together")
    refused = clerk.submit(page, receipt=elsewhere.receipt)
    assert "Nobody with this number is on the waiting list of this cohort." in refused.error("receipt")
    assert fresh(session, waiting[0]).waiting_group_id is None
    group_up(session, waiting[2], waiting[3])
    refused = clerk.submit(page, receipt=waiting[3].receipt)
    assert "You wait together with others already." in refused.words
    assert "This person waits alone." in refused.words


def test_managers_choose_the_rule_and_everybody_reads_it(browser, session, waiting):
    cohort = session.get(Cohort, waiting[0].cohort_id)
    manager = browser(Role.COHORT_MANAGER, "en")
    selection = f"/staff/cohorts/{cohort.code}/selection"
    assert "they are offered to smaller groups" in manager.get(selection).words
    page = manager.get(f"/staff/cohorts/{cohort.code}/group-rule")

    manager.submit(page, group_rule="keep")

    session.expire_all()
    assert session.get(Cohort, cohort.id).group_rule is GroupRule.KEEP
    kept = "they are kept until all of it fits"
    assert kept in manager.get(selection).words
    assert kept in browser(language="en").get(f"/cohorts/{cohort.code}").words
    visitor = let_in(browser(language="en"), waiting[0])
    assert kept in visitor.get(f"/enrolments/{waiting[0].receipt}").words
    assert kept in visitor.get(page_of(waiting[0])).words


def test_the_page_of_the_course_promises_a_newcomer_what_they_get(browser, session):
    cohort, people = make_full_cohort(session, seats=2, waiting=2)
    group_up(session, *people[2:])
    moves.cancel(session, records.record(session, people[0].receipt), reason="転居", by=None, at=datetime.now(UTC))
    session.commit()
    assert "1 seat left" in browser(language="en").get(f"/cohorts/{cohort.code}").words
    together.set_rule(session, session.get(Cohort, cohort.id), GroupRule.KEEP, by=None, at=datetime.now(UTC))
    session.commit()
    assert "You would be no. 3." in browser(language="en").get(f"/cohorts/{cohort.code}?again").words


def test_staff_confirm_a_whole_group_with_one_button(browser, session):
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    cohort, people = make_full_cohort(session, seats=2, waiting=2, offers_until=long_ago)
    pair = people[2:]
    group_up(session, *pair)
    for one in people[:2]:
        moves.cancel(session, records.record(session, one.receipt), reason="転居", by=None, at=datetime.now(UTC))
    session.commit()
    clerk = browser(Role.CLERK, "en")

    assert "A seat is free and somebody waits" in clerk.get("/staff/").words
    clerk.post(f"/staff/enrolments/{pair[1].receipt}/confirmation")

    assert [fresh(session, one).state for one in pair] == [State.CONFIRMED] * 2
