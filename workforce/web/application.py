"""Flask itself, without what it works out anew at every request although it cannot change."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class Cookies(SecureCookieSessionInterface):
    """Sessions in a signed cookie, all of them signed by one signer."""

    def __init__(self):
        self.signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self.signer is None:
            self.signer = super().get_signing_serializer(app)
        return self.signer


class Application(Flask):
    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.session_interface = Cookies()

    def ensure_sync(self, func):
        """Nothing of ours is asynchronous, so nobody need look at each function again."""
        return func
