"""Plans that are made and wait for somebody to look at them."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ....access import Permission
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.PLAN, Permission.ASSIGNMENTS_MANAGE)
def undecided(rows):
    return group(
        _("Plans that are ready"),
        _("No plan waits to be applied or discarded."),
        rows,
        lambda row: Item(
            _("If %(name)s is away", name=row.name) if row.name else _("Plan %(number)s", number=row.ref),
            ngettext("%(num)s change", "%(num)s changes", int(row.detail)),
            url_for("scheduling.plan", run_id=row.ref),
            _("Apply or discard it"),
        ),
    )
