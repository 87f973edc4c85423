"""Every setting, read once from the environment. A wrong value stops the start and names itself."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
PREFIX = "WORKFORCE_"
LARGEST_UPLOAD = 200
"""Megabytes: a file is one value in the database, and passes through memory as a whole."""


class WrongSetting(Exception):
    """`WORKFORCE_X` is missing or cannot be used; the text says which and what it should be."""


@dataclass(frozen=True)
class Centre:
    """Who runs this site: shown on pages and in mails. `names` is {language code: name}, with at least `ja`."""

    names: Mapping[str, str]
    phone: str
    mail: str
    hours: str

    def name(self, code):
        return self.names.get(code) or self.names.get("ja" if code == "easy" else "en") or self.names["ja"]


@dataclass(frozen=True)
class Keeping:
    """How many years we keep what, as the privacy page says it.

    `records`: an enrolment that had a seat; `unseated`: one that was cancelled or got none; both from the end of the
    fiscal year in which the course was held. `money`: papers about money and what the bank says, from the end of the
    fiscal year in which they were made. `answers`: answers kept for a while after the course, from its last day.
    `accounts`: an account that nobody signs in to, beyond the records of its person. `wishes`: to hear of new dates.
    """

    records: int = 5
    unseated: int = 1
    answers: int = 1
    accounts: int = 1
    wishes: int = 1
    money: int = 7


@dataclass(frozen=True)
class Settings:
    database_url: str
    secret_key: str
    instance_path: Path
    base_url: str = "http://127.0.0.1:8000"
    mail_url: str = ""
    mail_from: str = "centre@localhost"
    demo: bool = False
    proxies: int = 0
    upload_megabytes: int = 10
    keeping: Keeping = field(default_factory=Keeping)
    centre: Centre = field(
        default_factory=lambda: Centre(
            names={
                "ja": "地域包括ケア人材育成センター",
                "easy": "{地域包括|ちいきほうかつ}ケア {人材育成|じんざいいくせい}センター",
                "en": "Community Care Workforce Centre",
                "vi": "Trung tâm Đào tạo Nhân lực Chăm sóc Cộng đồng",
            },
            phone="000-000-0000",
            mail="centre@localhost",
            hours="8:30–17:15",
        )
    )

    @property
    def is_sqlite(self):
        return self.database_url.startswith("sqlite")

    @property
    def is_local(self):
        return urlsplit(self.base_url).hostname in {"127.0.0.1", "localhost", "::1"}


KEEP = {each.name: each.default for each in fields(Keeping)}


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises WrongSetting."""
    read = Reader(environ)
    instance = instance_path(environ)
    base_url = read.url("BASE_URL", "http://127.0.0.1:8000", ("http", "https"))
    demo = read.flag("DEMO")
    defaults = Settings("", "", instance)
    return Settings(
        database_url=database_url(read, instance),
        secret_key=read.text("SECRET_KEY", "") or kept_secret(instance, demo),
        instance_path=instance,
        base_url=base_url.rstrip("/"),
        mail_url=read.url("MAIL_URL", "", ("smtp", "smtps")),
        mail_from=read.text("MAIL_FROM", defaults.mail_from),
        demo=demo,
        proxies=read.number("PROXIES", 0),
        upload_megabytes=read.number("UPLOAD_MEGABYTES", defaults.upload_megabytes, least=1, most=LARGEST_UPLOAD),
        keeping=Keeping(**{name: read.number(f"KEEP_{name.upper()}_YEARS", years) for name, years in KEEP.items()}),
        centre=Centre(
            names=read.names("CENTRE_NAME", defaults.centre.names),
            phone=read.text("CENTRE_PHONE", defaults.centre.phone),
            mail=read.text("CENTRE_MAIL", defaults.centre.mail),
            hours=read.text("CENTRE_HOURS", defaults.centre.hours),
        ),
    )


def instance_path(environ):
    return Path(Reader(environ).text("INSTANCE_PATH", str(ROOT / "instance"))).absolute()


def database_url(read, instance):
    url = read.text("DATABASE_URL", f"sqlite:///{instance / 'workforce.sqlite'}")
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.partition("://")[2]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise WrongSetting(f"{PREFIX}DATABASE_URL must begin with sqlite:/// or postgresql://, not {url!r}")
    return url


def kept_secret(instance, demo):
    """The secret that `make run` wrote into the instance folder; only a demo may live on that."""
    path = instance / "secret_key"
    if demo and path.exists():
        return path.read_text().strip()
    raise WrongSetting(
        f"{PREFIX}SECRET_KEY is missing: set it to a long random text (outside demo mode it is never guessed)"
    )


def write_secret(instance):
    """Make the demo's secret once; two starts at the same moment agree on one."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "secret_key"
    if not path.exists():
        mine = path.with_suffix(f".{os.getpid()}")
        mine.write_text(secrets.token_hex(32))
        mine.chmod(0o600)
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()


class Reader:
    def __init__(self, environ):
        self.environ = environ

    def text(self, name, default):
        return self.environ.get(PREFIX + name, "").strip() or default

    def flag(self, name):
        value = self.text(name, "0").lower()
        if value not in {"0", "1", "false", "true", "no", "yes"}:
            raise WrongSetting(f"{PREFIX}{name} must be 1 or 0, not {value!r}")
        return value in {"1", "true", "yes"}

    def number(self, name, default, *, least=0, most=None):
        value = self.text(name, str(default))
        if not value.isdecimal():
            raise WrongSetting(f"{PREFIX}{name} must be a whole number, not {value!r}")
        if int(value) < least or (most is not None and int(value) > most):
            raise WrongSetting(f"{PREFIX}{name} must be a number from {least} to {most}, not {value!r}")
        return int(value)

    def url(self, name, default, schemes):
        value = self.text(name, default)
        if value and (urlsplit(value).scheme not in schemes or not urlsplit(value).hostname):
            raise WrongSetting(f"{PREFIX}{name} must be an address like {schemes[0]}://host, not {value!r}")
        return value

    def names(self, name, default):
        """One name for every language, or JSON such as {"ja": "…", "en": "…"}."""
        value = self.text(name, "")
        if not value.startswith("{"):
            return {"ja": value} if value else default
        try:
            names = json.loads(value)
        except ValueError as error:
            raise WrongSetting(f"{PREFIX}{name} is not valid JSON: {error}") from None
        if not names.get("ja"):
            raise WrongSetting(f'{PREFIX}{name} needs at least a "ja" name')
        return names
