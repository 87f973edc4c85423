"""What a cohort costs is promised to whoever has a seat: it changes only as long as nobody has one."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select

from ...enrolment.models import Enrolment, State
from ...refusals import Refused


class PriceIsPromised(Refused):
    message = _(
        "Somebody has a seat at the fees as they stand, so they stay. Take something off for one person under "
        "“Money”, or plan another cohort."
    )


def refuse_new_price(session, cohort, values):
    """`values["fees"]`: {kind: yen} as they would be. Raises PriceIsPromised. The cohort is held."""
    if values["fees"] == {line.kind: line.yen for line in cohort.fees}:
        return
    seated = exists().where(Enrolment.cohort_id == cohort.id, Enrolment.state == State.CONFIRMED)
    if session.scalar(select(seated)):
        raise PriceIsPromised
