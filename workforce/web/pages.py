"""`render`: the page, or the block of it that htmx asked for; and what every template may use."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, render_template, request
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from htmx_flask import Htmx
from jinja2 import StrictUndefined

from ..forms import Form


def render(template, status=None, **values):
    """The page, or the block htmx asked for (`#cohort-enrolments` is `cohort_enrolments`). 422 if a form has errors.

    A block that this page does not have is nobody's link: the whole page answers.
    """
    if status is None:
        status = 422 if any(isinstance(value, Form) and value.has_errors for value in values.values()) else 200
    block = wanted_block()
    if block is None or block not in current_app.jinja_env.get_template(template).blocks:
        return render_template(template, **values), status
    swapped = {"swapped": True}
    return render_block(template, block, values | swapped) + render_block("layout.html", "messages", swapped), status


def wanted_block():
    """htmx 4 says "partial" when it will replace one element; a restored or whole page is "full" or silent.

    htmx-flask reads the headers of earlier versions: its `target` is right, the request's type is not known to it.
    """
    if request.headers.get("HX-Request-Type") != "partial":
        return None
    return (request.htmx.target or "").rpartition("#")[2].replace("-", "_") or None  # type: ignore[attr-defined]


def render_block(name, block, values):
    template = current_app.jinja_env.get_template(name)
    values = dict(values)
    current_app.update_template_context(values)
    return "".join(template.blocks[block](template.new_context(values)))


def components(env):
    """Every macro of templates/components, as one namespace: `ui.field(...)`."""
    macros: dict[str, Any] = {}
    for name in env.list_templates(filter_func=lambda name: name.startswith("components/")):
        module = vars(env.get_template(name).module)
        macros |= {key: value for key, value in module.items() if not key.startswith("_")}
    return SimpleNamespace(**macros)


def send_pdf(body: bytes, name: str):
    """A printed page, shown by the browser; saved, it is called `<name>.pdf`. `name`: ASCII without quotes."""
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})


def send_file(body: bytes, name: str, *, media: str):
    """A file that somebody brought, to be saved under its own name in any script (RFC 6266): never shown as a page."""
    plain = name if name.isascii() and not set(name) & set('"\\;%') else f"file.{name.rpartition('.')[2]}"
    saved = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(body, mimetype=media, headers={"Content-Disposition": saved, "Cache-Control": "private, no-store"})


class Components:
    """`ui`, gathered at first use, so that building the application compiles no template."""

    def __init__(self, env):
        self._env = env
        self._macros = None

    def __getattr__(self, name):
        if self._macros is None:
            self._macros = components(self._env)
        return getattr(self._macros, name)


def init_app(app):
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(
        ui=Components(env),
        centre=app.config["SETTINGS"].centre,
        csrf_token=generate_csrf,
        get_locale=get_locale,
        is_demo=app.config["SETTINGS"].demo,
    )
    Htmx(app)
