"""What is withheld from fees to individuals, and which costs of the way are paid.

Source: 所得税法第204条 with 復興特別所得税: 10.21 % of fees for lectures to individuals, 20.42 % of what is beyond a
million yen in one payment, cut to the yen. Costs of the way that are paid to the lecturer are part of the fee, unless
the centre pays the railway itself. Nothing is withheld where the employer is paid. Not confirmed: the centre asks its
own tax office.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...i18n.formats import money
from ...i18n.wording import plain

WHOLE = 10_000


@dataclass(frozen=True)
class Tax:
    """In hundredths of a percent; `step`: yen of one payment from which on `over` counts. `with_travel`: the costs of
    the way are part of what it is taken from.
    """

    rate: int
    over: int
    step: int
    with_travel: bool

    def base(self, fee: int, travel: int) -> int:
        return fee + travel if self.with_travel else fee

    def of(self, base: int) -> int:
        """Yen to withhold of a payment; of money that comes back as much comes back with it."""
        if base < 0:
            return -self.of(-base)
        return (min(base, self.step) * self.rate + max(base - self.step, 0) * self.over) // WHOLE


def percent(rate: int) -> str:
    return f"{rate / 100:g}"


def tax_words(tax: Tax) -> list[str]:
    return [
        gettext(
            "From a payment to a person %(rate)s percent is withheld, %(over)s percent of what is beyond %(step)s,"
            " cut to the yen.",
            rate=percent(tax.rate),
            over=percent(tax.over),
            step=money(tax.step),
        ),
        gettext("The costs of the way are part of the payment.")
        if tax.with_travel
        else gettext("Nothing is withheld from the costs of the way."),
        gettext("Where an employer is paid, nothing is withheld."),
    ]


TAX = policies.kind(
    "instructor_tax",
    _("What is withheld from fees of instructors"),
    read=lambda values: Tax(**values),
    words=tax_words,
    shipped={"rate": 1021, "over": 2042, "step": 1_000_000, "with_travel": True},
    source="未確認：所得税法第204条（復興特別所得税を含む10.21%）。税務署か会計の担当に確認してください",
)


class Fare(StrEnum):
    NOTED = "noted"
    PLACES = "places"


FARES = {
    Fare.NOTED: _("What somebody of the centre noted for the session"),
    Fare.PLACES: _("A fixed amount for each place, once a day"),
}


@dataclass(frozen=True)
class Fares:
    """`places`: (place id, yen) of a day there and back; `names`: localized, as the places were called then, by id."""

    by: Fare
    places: tuple[tuple[int, int], ...] = ()
    names: dict[int, dict] = field(default_factory=dict)

    def fixed(self, place_id: int | None) -> int:
        return dict(self.places).get(place_id or 0, 0)


def fare_words(fares: Fares) -> list[str]:
    said = [gettext("Costs of the way: %(how)s.", how=FARES[fares.by])]
    if fares.by is Fare.PLACES:
        said += [fixed_words(id, fares.names.get(id), yen) for id, yen in fares.places]
    return said


def fixed_words(place_id, name, yen) -> str:
    if name:
        return gettext("%(place)s: %(yen)s.", place=plain(name), yen=money(yen))
    return gettext("Place %(number)s: %(yen)s.", number=place_id, yen=money(yen))


def read_fares(values: dict[str, Any]) -> Fares:
    """A row of a place: [id, yen], and since names are kept also the name."""
    rows = values["places"]
    return Fares(
        Fare(values["by"]),
        tuple((id, yen) for id, yen, *_name in rows),
        {id: n for id, _yen, *names in rows for n in names},
    )


FARE = policies.kind(
    "instructor_fares",
    _("Costs of the way of instructors"),
    read=read_fares,
    words=fare_words,
    shipped={"by": "noted", "places": []},
    source="仮の値：実費（羽村市の例）。センターの基準を確認してください",
)
