"""The processes of all storms come from one that has rehearsed what they do."""

import pytest

from tests.processes import troupe


@pytest.fixture(scope="session")
def company(settings):
    with troupe(settings) as found:
        yield found


@pytest.fixture
def processes(company):
    """A Troupe on the database of this run; after the test nobody of it acts any more."""
    yield company
    company.rest()
