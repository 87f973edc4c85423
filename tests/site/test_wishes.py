"""The filter in the address."""

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from workforce.catalogue.models import Audience
from workforce.catalogue.queries.listing import Band, Filters
from workforce.site.forms import read_wishes, written
from workforce.site.queries.wishes import SORTS, Wishes

WISHES = st.builds(
    Wishes,
    words=st.sampled_from(["", "介護", "two words"]),
    audience=st.none() | st.sampled_from(Audience),
    filters=st.builds(
        Filters,
        weekdays=st.frozensets(st.integers(0, 6)),
        bands=st.frozensets(st.sampled_from(Band)),
        place_id=st.none() | st.integers(1, 10**6),
        at_most_yen=st.none() | st.integers(0, 10**6),
        help_in=st.none() | st.sampled_from(["en", "vi"]),
        childcare=st.booleans(),
        online=st.booleans(),
        slug=st.none(),
    ),
    sort=st.sampled_from(SORTS),
)


@given(WISHES)
def test_wishes_come_back_from_their_address(wishes):
    assert read_wishes(MultiDict(texts(written(wishes)))) == wishes


def texts(arguments):
    return [
        (name, str(one)) for name, value in arguments.items() for one in (value if isinstance(value, list) else [value])
    ]


@given(
    st.lists(st.tuples(st.sampled_from(["q", "day", "time", "place", "fee", "help", "audience", "sort"]), st.text()))
)
def test_nonsense_in_the_address_asks_nothing_and_breaks_nothing(arguments):
    wishes = read_wishes(MultiDict(arguments))

    assert len(wishes.words) <= 100
    assert wishes.sort in SORTS


@given(WISHES)
def test_wishes_given_up_one_after_the_other_leave_none(wishes):
    for name in wishes.given:
        wishes = wishes.without(name)

    assert wishes.given == []
