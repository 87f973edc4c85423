"""workforce: the web application on which a municipal care-workforce centre runs its day."""

from flask import Flask

from . import (
    access,
    assets,
    audit,
    catalogue,
    database,
    desk,
    enrolment,
    i18n,
    operations,
    people,
    settings,
    site,
    web,
)

PARTS = (database, i18n, access, assets, web)  # database first: it registers the end of the transaction
FEATURES = (people, catalogue, enrolment, audit, operations, site, desk)


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
