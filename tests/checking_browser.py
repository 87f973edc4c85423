"""A person at a screen. Every page it receives is checked against the rules of the house."""

import re
from functools import cached_property

from bs4 import BeautifulSoup
from flask import session
from flask_wtf.csrf import generate_csrf

from tests.page_rules import check, found, parsed
from workforce.database import writing
from workforce.i18n import LANGUAGES


class Page:
    """What was answered. Most tests read its words and send its forms, and are given those by lxml, which reads a page
    forty times as fast; everything else is asked of a soup, which is made when it is asked for.
    """

    status = 0
    location = None

    def __init__(self, source):
        self.source = source

    @cached_property
    def tree(self):
        return parsed(self.source)

    @cached_property
    def soup(self):
        return BeautifulSoup(self.source, "html.parser")

    def __getattr__(self, name):
        return getattr(self.soup, name)

    def __str__(self):
        return str(self.soup)

    def error(self, name):
        """The sentence beside field `name`."""
        errors = found(self.tree, "[id$=-error]")
        beside = [error for error in errors if error.get("id") == f"{name}-error"]
        assert beside, f"no error beside {name}: {[words(error) for error in errors]}"
        return words(beside[0])

    @property
    def words(self):
        """All of its main part, with single spaces."""
        main = found(self.tree, "main")
        return re.sub(r"\s+", " ", words(main[0] if main else self.tree))

    @property
    def flash(self):
        return words(found(self.tree, "#messages")[0])

    def form(self, selector="main form[method=post]"):
        """(action, fields as filled in) of the first such form."""
        forms = found(self.tree, selector)
        assert forms, f"no form {selector} on this page"
        return forms[0].get("action"), dict(filled(forms[0]))


def words(element):
    texts = (text.strip() for text in element.itertext())
    return " ".join(text for text in texts if text)


def filled(form):
    for element in form.iter("input", "select", "textarea"):
        name, kind = element.get("name"), element.get("type")
        is_off = kind in {"checkbox", "radio"} and "checked" not in element.attrib
        if name is None or is_off or kind in {"submit", "button", "file"}:
            continue
        if element.tag == "select":
            chosen = found(element, "option[selected]") or found(element, "option")
            yield name, chosen[0].get("value", "") if chosen else ""
        elif element.tag == "textarea":
            yield name, element.text_content().removeprefix("\r").removeprefix("\n")  # as browsers read it
        else:
            yield name, element.get("value", "on" if kind == "checkbox" else "")


class Browser:
    def __init__(self, app, session, account, language):
        self.session = session
        self.client = app.test_client()
        self.language = language
        self.account = account
        if account:
            self.sign_in(account)

    def sign_in(self, account):
        self.session.commit()
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = account.sign_in.token
            cookie["_fresh"] = True

    def get(self, url, **how):
        return self._open(url, method="GET", **how)

    def post(self, url, data=None, *, token=True, **how):
        """Post `data`, with this visitor's form token unless `token` is False."""
        data = dict(data or {})
        if token and "csrf_token" not in data:
            data["csrf_token"] = self.token()
        return self._open(url, method="POST", data=data, **how)

    def submit(self, page, selector="main form[method=post]", *, without=(), **values):
        """Fill in and send the form that `page` shows."""
        action, fields = page.form(selector)
        data = {name: value for name, value in (fields | values).items() if name not in without}
        return self._open(action, method="POST", data=data)

    def follow(self, page):
        """Where `page` redirects to, until there is a page to read."""
        while page.location:
            page = self.get(page.location)
        return page

    def download(self, url):
        """(status, bytes, headers) of a file."""
        response = self._answer(url, method="GET")
        return response.status_code, response.get_data(), response.headers

    def _whole(self, url):
        has_language = re.match(rf"/({'|'.join(LANGUAGES)}|static|health|metrics|l)(/|$|\?|\.)", url)
        return url if has_language else f"/{self.language}{url}"

    def _answer(self, url, **how):
        self.session.commit()
        response = self.client.open(self._whole(url), **how)
        response.request.environ["wsgi.input"].close()  # what is long was sent from a file
        writing.set(True)  # the request said whether it writes; the test goes on arranging
        self.session.expire_all()
        return response

    def token(self):
        with self.client.application.test_request_context(), self.client.session_transaction() as cookie:
            raw = cookie.get("csrf_token")
            if raw:
                session["csrf_token"] = raw
            signed = generate_csrf()
            cookie["csrf_token"] = session["csrf_token"]
        return signed

    def _open(self, url, block=None, headers=(), **how):
        url = self._whole(url)
        headers = dict(headers) | ({"HX-Request-Type": "partial", "HX-Target": f"section#{block}"} if block else {})
        response = self._answer(url, headers=headers, **how)
        page = Page(response.get_data(as_text=True))
        page.status, page.location, page.headers = response.status_code, response.location, response.headers
        page.url = url
        if response.mimetype == "text/html" and not response.location:
            check(page, whole=block is None)
        return page
