from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from ...forms import Form
from ..actions.check_in import WrongCode


class CheckInForm(Form):
    code = StringField(
        _("The code that the teacher shows"),
        [DataRequired(_("Type the six digits of the code.")), Length(max=20, message=WrongCode.message)],
    )
