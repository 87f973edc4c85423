"""What the server loads."""

from . import create_app
from .web.kept import KeptPages

app = create_app()
app.wsgi_app = KeptPages(app.wsgi_app, app.extensions["assets"])  # type: ignore[method-assign]
