"""On paper: a card for each person, and a sign for each table."""

from flask import abort

from ... import clock, printing
from ...access import Permission, requires
from ...i18n import speaking
from ...i18n.formats import day
from ...i18n.wording import plain
from ...web import send_pdf
from ..rules.words import ON_CARD
from . import views
from .boards import found_board


@views.get("/staff/cohorts/<code>/tables/<int:session_id>/cards.pdf")
@requires(Permission.ATTENDANCE_MANAGE)
def cards(code, session_id):
    """Eight on a sheet, table by table. A profession only of those who agreed."""
    _cohort, board = found_board(code, session_id)
    faces = sorted((one for one in board.coming if one.seat), key=lambda one: one.seat) or abort(404)
    return sent("table_cards", board, cards=[card(one) for one in faces])


def card(face):
    known = face.known
    return {
        "table": face.seat.table,
        "name": face.row.name,
        "reading": face.row.kana if face.row.kana != face.row.name else "",
        "profession": ON_CARD.get(known.profession, "") if known.on_card else "",
    }


@views.get("/staff/cohorts/<code>/tables/<int:session_id>/signs.pdf")
@requires(Permission.ATTENDANCE_MANAGE)
def signs(code, session_id):
    """One sheet a table, with the names of those who sit there in their order."""
    _cohort, board = found_board(code, session_id)
    if board.plan is None:
        abort(404)
    tables = [
        [board.by_chair[chair].row.name for chair in board.hall.chairs_of(n + 1) if sits(board, chair)]
        for n in range(board.hall.tables)
    ]
    return sent("table_signs", board, tables=tables)


def sits(board, chair) -> bool:
    return chair in board.by_chair and board.by_chair[chair].is_coming


def sent(page, board, **values):
    sitting = board.sitting
    with speaking("ja"):
        title = plain(sitting.title)
        body = printing.pdf(page, at=clock.now(), course=title, day=day(sitting.starts_at), **values)
    return send_pdf(body, f"{page.replace('_', '-')}-{sitting.code}-{clock.today(sitting.starts_at):%Y%m%d}")
