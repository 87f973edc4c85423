"""Pages: whole or one block, their headers, the errors, and the copies kept for visitors or remembered for everybody.

The only room that reads htmx's headers.
"""

from . import addresses, errors, kept, pages, responses
from . import configuration as _configuration
from .application import Application
from .kept import keep
from .pages import render, send_pdf
from .remembered import render_around, render_same

configuration = _configuration.configuration

__all__ = ["Application", "configuration", "keep", "render", "render_around", "render_same", "send_pdf"]


def init_app(app):
    for part in (addresses, responses, pages, errors, kept):
        part.init_app(app)
