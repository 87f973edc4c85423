"""What the parts of an address may be."""

from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1


class RowNumber(IntegerConverter):
    """The id of a row; a number that no row can have is a page that does not exist."""

    def __init__(self, url_map, max=LARGEST_ID, **how):
        super().__init__(url_map, max=max, **how)


def init_app(app):
    app.url_map.converters["int"] = RowNumber
