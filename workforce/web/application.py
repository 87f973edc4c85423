"""Flask itself, without what it works out anew at every request although it cannot change."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from werkzeug.routing import Rule


class Cookies(SecureCookieSessionInterface):
    """Sessions in a signed cookie, all of them signed by one signer."""

    def __init__(self):
        self.signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self.signer is None:
            self.signer = super().get_signing_serializer(app)
        return self.signer


class Address(Rule):
    """How its addresses are built is compiled when the first one is: a start needs few of the four hundred."""

    def _compile_builder(self, append_unknown=True):
        name = "_build_unknown" if append_unknown else "_build"
        compile_now = super()._compile_builder

        def build(rule, **values):
            compiled = compile_now(append_unknown).__get__(rule, None)
            setattr(rule, name, compiled)
            return compiled(**values)

        return build


class Application(Flask):
    url_rule_class = Address

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.session_interface = Cookies()

    def ensure_sync(self, func):
        """Nothing of ours is asynchronous, so nobody need look at each function again."""
        return func
