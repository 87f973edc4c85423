"""Pages that only say something."""

from ...access import public
from ...web import keep, render_same
from . import views


@views.get("/consult")
@public
@keep
def consult():
    return render_same("site/consult.html")


@views.get("/privacy")
@public
@keep
def privacy():
    return render_same("site/privacy.html")


@views.get("/operators")
@public
@keep
def operators():
    return render_same("site/operators.html")
