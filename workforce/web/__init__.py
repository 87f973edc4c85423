"""Pages: whole or one block, their headers, the errors, and the copies kept for visitors or remembered for everybody.

The only room that reads htmx's headers.
"""

from . import addresses, cohort_menu, errors, kept, pages, responses, staff_menu
from . import configuration as _configuration
from .application import Application
from .kept import keep
from .pages import render, send_file, send_pdf
from .remembered import render_around, render_same
from .responses import largest_file, uploading

configuration = _configuration.configuration

__all__ = [
    "Application",
    "configuration",
    "keep",
    "largest_file",
    "render",
    "render_around",
    "render_same",
    "send_file",
    "send_pdf",
    "uploading",
]


def init_app(app):
    for part in (addresses, responses, pages, errors, kept, cohort_menu, staff_menu):
        part.init_app(app)
