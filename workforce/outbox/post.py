"""The mail itself and the server that takes it: every error is either trouble (try again) or a refusal (never)."""

import smtplib
import ssl
import uuid
from contextlib import contextmanager
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

from flask import current_app

from ..i18n import LANGUAGES, ruby

SECONDS = 20
"""The longest silence of a mail server."""


class Trouble(Exception):
    """It may work later. `is_lost`: the connection is of no more use."""

    def __init__(self, words, *, is_lost=True):
        super().__init__(words)
        self.is_lost = is_lost


class Refusal(Exception):
    """It will never work like this; the text is what the server said."""


class AddressRefused(Refusal):
    """The server takes no mail for this address."""


def new_message_id() -> str:
    return f"<{uuid.uuid4().hex}@{sender().domain}>"


def sender(code="ja") -> Address:
    """Whom our mail comes from: the setting's own name, or the centre's in the language of the mail."""
    name, address = parseaddr(current_app.config["SETTINGS"].mail_from)
    centre = current_app.config["SETTINGS"].centre
    return Address(display_name=name or ruby.plain(centre.name(code)), addr_spec=address)


def envelope(message, letter, at: datetime) -> EmailMessage:
    """The mail of one row. Raises Refusal where an address or a text cannot stand in a header."""
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = sender(message.language)
        mail["To"] = Address(addr_spec=message.address)
        mail["Reply-To"] = current_app.config["SETTINGS"].centre.mail
        mail["Subject"] = " ".join(letter.subject.split())
    except (ValueError, IndexError) as error:
        raise Refusal(f"this mail cannot be addressed: {error}") from None
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail.set_content(letter.body, charset="utf-8")
    mail["Content-Language"] = LANGUAGES[message.language].html_lang  # set_content drops earlier Content- headers
    return mail


def connect(url: str) -> smtplib.SMTP:
    """Greet the server at smtp://user:password@host:port; smtps:// is encrypted from the start. Raises Trouble."""
    parts = urlsplit(url)
    with troubles():
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                parts.hostname or "", parts.port or 465, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(parts.hostname or "", parts.port or 25, timeout=SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server


@contextmanager
def troubles():
    """Whatever goes wrong before the server heard of a message is not that message's fault."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise Trouble(said(error.smtp_code, error.smtp_error)) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Trouble(str(error) or type(error).__name__) from None


def hand_over(server: smtplib.SMTP, mail: EmailMessage, address: str):
    """Give one mail to the server. Raises Trouble, Refusal."""
    try:
        server.send_message(mail, from_addr=sender().addr_spec, to_addrs=[address])
    except smtplib.SMTPRecipientsRefused as error:
        raise judged(*next(iter(error.recipients.values())), refusal=AddressRefused) from None
    except smtplib.SMTPSenderRefused as error:
        raise Trouble(said(error.smtp_code, error.smtp_error)) from None
    except smtplib.SMTPResponseException as error:
        raise judged(error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPNotSupportedError as error:
        raise Refusal(str(error)) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Trouble(str(error) or type(error).__name__) from None


def judged(code, words, refusal=Refusal):
    """421 closes the connection, other 4xx are about this message now, 5xx about it for ever."""
    if code >= 500:
        return refusal(said(code, words))
    return Trouble(said(code, words), is_lost=code == 421)


def said(code, words):
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
