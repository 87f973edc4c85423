"""CSS, scripts and pictures: joined, named by their hash and compressed once at start, then served from memory.

There is no build step. `asset("css")` is every stylesheet of static/css joined in the order of its layers; a stylesheet
elsewhere is for the one page that names it.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort

from .access import public
from .settings import ROOT

FIRST = ("tokens.css", "reset.css", "base.css", "layout.css")
COMPRESSED = (".css", ".js", ".svg", ".txt")
FOREVER = "public, max-age=31536000, immutable"
PLAIN = ("recompute_draw.py",)
"""What people download and others name: it keeps its own address."""


@dataclass(frozen=True)
class Asset:
    address: str
    mimetype: str
    body: bytes
    compressed: bytes | None
    kept: str = FOREVER


class Assets:
    """`by_name["js/app.js"]` and `by_address["/static/app.3f2a….js"]` are the same Asset."""

    def __init__(self, folder: Path):
        self.by_name = {"css": hashed("site.css", stylesheet(folder / "css"))}
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.parent != folder / "css":
                made = plain if path.name in PLAIN else hashed
                self.by_name[path.relative_to(folder).as_posix()] = made(path.name, path.read_bytes())
        self.by_address = {asset.address: asset for asset in self.by_name.values()}

    def address(self, name):
        return self.by_name[name].address


def stylesheet(folder):
    files = sorted(folder.glob("*.css"), key=lambda path: (order(path.name), path.name))
    return b"\n".join(path.read_bytes() for path in files)


def order(name):
    return FIRST.index(name) if name in FIRST else len(FIRST)


def hashed(name, body):
    stem, _, suffix = name.rpartition(".")
    mark = hashlib.sha256(body).hexdigest()[:10]
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    small = gzip.compress(body, 9, mtime=0) if f".{suffix}" in COMPRESSED else None
    return Asset(f"/static/{stem}.{mark}.{suffix}", mimetype, body, small)


def plain(name, body):
    return Asset(f"/static/{name}", "text/plain", body, gzip.compress(body, 9, mtime=0), "public, no-cache")


def headers(asset, accepts_gzip):
    """The body and headers to send for `asset`; used by the view below and by the faster road in web.kept."""
    small = accepts_gzip and asset.compressed is not None
    body = asset.compressed if small else asset.body
    kind = f"{asset.mimetype}; charset=utf-8" if asset.mimetype.startswith("text/") else asset.mimetype
    fields = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Cache-Control", asset.kept),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return body, [*fields, ("Content-Encoding", "gzip")] if small else fields


def init_app(app):
    assets = app.extensions["assets"] = Assets(ROOT / "static")
    app.jinja_env.globals["asset"] = assets.address

    @app.get("/static/<path:name>", endpoint="static")
    @public
    def static(name):
        asset = assets.by_address.get(f"/static/{name}") or abort(404)
        body, fields = headers(asset, accepts_gzip=False)
        return Response(body, headers=fields)
