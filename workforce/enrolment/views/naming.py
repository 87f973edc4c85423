"""Where a list of names is sent from: an operator's own pages, or those of staff who do it for one."""

from dataclasses import dataclass
from typing import Any

from flask import abort, url_for

from ...database import db
from ...operators.models import Operator
from ...operators.queries import operators
from ...operators.views.own import own


@dataclass(frozen=True)
class Way:
    """`operator`: for whom. `endpoints`: of the cohorts to choose from, the list of names, and what came of it."""

    operator: Operator
    is_staff: bool

    def url(self, page: str, **values: Any) -> str:
        endpoints = STAFF if self.is_staff else OWN
        return url_for(endpoints[page], operator_id=self.operator.id, **values)

    def template(self, page: str) -> str:
        return f"operators/{'staff_' if self.is_staff else ''}{page}.html"


OWN = {
    "cohorts": "enrolment.operator_cohorts",
    "group": "enrolment.operator_group",
    "reservation": "enrolment.operator_reservation",
    "give_back": "enrolment.operator_give_back",
    "people": "enrolment.operator_home",
}
STAFF = {
    "cohorts": "enrolment.staff_group_cohorts",
    "group": "enrolment.staff_group",
    "reservation": "enrolment.staff_reservation",
    "give_back": "enrolment.staff_give_back",
    "people": "enrolment.staff_operator_people",
}


def of_own(operator_id) -> Way:
    return Way(own(operator_id).operator, is_staff=False)


def of_staff(operator_id) -> Way:
    return Way(operators.operator(db.session, operator_id) or abort(404), is_staff=True)
