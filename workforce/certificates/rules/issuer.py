"""Who issues certificates: the names that stand below them, and how dates are written on them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...money.rules.documents import Calendar
from ...refusals import Refused
from . import glyphs


class IssuerMissing(Refused):
    message = _("Fill in the provider and the representative: a certificate without them is worth nothing.")
    field = "provider"


class LettersMissing(Refused):
    """Raised with `letters`."""

    message = _("Our fonts do not have these letters: %(letters)s. Write them in another form.")


@dataclass(frozen=True)
class Issuer:
    """`representative` with office, as it stands below the provider; `authority`: to whom papers about courses go."""

    provider: str = ""
    representative: str = ""
    authority: str = ""
    calendar: Calendar = Calendar.ERA

    @property
    def is_known(self) -> bool:
        return bool(self.provider and self.representative)


def read(values: dict[str, Any]) -> Issuer:
    given = {name: values.get(name, "") for name in ("provider", "representative", "authority")}
    return Issuer(**given, calendar=Calendar(values.get("calendar", Calendar.ERA)))


def check(issuer: Issuer):
    if not issuer.is_known:
        raise IssuerMissing
    refuse_unprintable(issuer.provider, issuer.representative)


def refuse_unprintable(*texts: str):
    """Raises LettersMissing: no certificate shows 〓."""
    if letters := glyphs.missing("".join(texts)):
        raise LettersMissing(letters=letters)


def words(issuer: Issuer) -> Sequence[str]:
    if not issuer.is_known:
        return [gettext("Nobody is named yet, so no certificate can be issued.")]
    is_era = issuer.calendar is Calendar.ERA
    return [
        gettext("Issued by %(provider)s, %(representative)s", **asdict(issuer)),
        gettext("Papers about courses go to: %(authority)s", authority=issuer.authority or gettext("nobody")),
        gettext("Dates in the Japanese era (令和8年)") if is_era else gettext("Dates in the western year (2026年)"),
    ]


ISSUER = policies.kind(
    "certificate_issuer",
    _("Certificates: who issues them"),
    read=read,
    words=words,
    shipped={},
    source="実施主体の名称と代表者名。最初に設定してください（修了証明書の記載事項：事業者名・代表者名）。",
    check=check,
)
