"""workforce: the web application on which a municipal care-workforce centre runs its day."""

import gc

gc.disable()  # what is loaded here stays: looking through it for garbage took a tenth of every start

from flask import Flask  # noqa: E402

from . import (  # noqa: E402
    access,
    assets,
    attendance,
    audit,
    catalogue,
    certificates,
    database,
    desk,
    enrolment,
    honoraria,
    i18n,
    money,
    operations,
    operators,
    people,
    reports,
    scheduling,
    screening,
    seating,
    settings,
    site,
    web,
)

gc.freeze()
gc.enable()

PARTS = (database, i18n, access, assets, web)  # database first: it registers the end of the transaction
FEATURES = (
    *(people, operators, catalogue, scheduling, enrolment, screening, money, attendance, seating),
    *(honoraria, certificates, reports, audit, operations, site, desk),
)


def create_app(given: settings.Settings | None = None, **config) -> Flask:
    """Build the application. No side effects: no migration, no network, no writes."""
    chosen = given or settings.from_environment()
    app = web.Application(
        __name__,
        template_folder=str(settings.ROOT / "templates"),
        static_folder=None,
        instance_path=str(chosen.instance_path),
    )
    app.config.from_mapping(web.configuration(chosen), **config)
    for part in PARTS + FEATURES:
        part.init_app(app)
    access.check_declared(app)
    return app
