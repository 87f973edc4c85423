"""What those who teach read about themselves: what is noted of their papers, and what they may teach."""

from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import render
from ..queries import instructors, profiles
from ..queries.requests import pages as requests
from ..rules.licences import FIELDS, LICENCES
from . import views


@views.get("/instructor/profile")
@requires(Permission.ATTENDANCE_TAKE)
def profile():
    """Nothing is changed here: papers are shown to the centre."""
    person, at = instructors.instructor(db.session, current_user.person_id), clock.now()
    return render(
        "scheduling/profile.html",
        found=profiles.profile(db.session, person, at=at) if person else None,
        waiting=requests.waiting_for(db.session, person.id, at=at) if person else 0,
        licences=LICENCES,
        fields=FIELDS,
        today=clock.today(at),
    )
