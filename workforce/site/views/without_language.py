"""The two addresses that have no language in them."""

from flask import Response, redirect, url_for

from ...access import public

ROBOTS = """User-agent: *
Disallow: /*/staff
Disallow: /*/operator
Disallow: /*/instructor
Disallow: /*/enrolments
Disallow: /*/cohorts/*/enrol
Disallow: /*/sign-in
"""


@public
def root():
    """To the first page in the reader's language: their own choice, then what their browser asks for."""
    answer = redirect(url_for("site.home"), 302)
    answer.headers["Vary"] = "Cookie, Accept-Language"
    return answer


@public
def robots():
    return Response(ROBOTS, mimetype="text/plain")
