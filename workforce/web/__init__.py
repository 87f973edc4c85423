"""Pages: whole or one block, their headers, the errors, and the copies kept for visitors.

The only room that reads htmx's headers.
"""

from . import configuration as _configuration
from . import errors, kept, pages, responses
from .kept import keep
from .pages import render

configuration = _configuration.configuration

__all__ = ["configuration", "keep", "render"]


def init_app(app):
    for part in (responses, pages, errors, kept):
        part.init_app(app)
