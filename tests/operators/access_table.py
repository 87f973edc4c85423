"""Who gets in at each address of operators. What a contact opens is loaded through the operator they speak for."""

from tests.house.who import CONTACTS, OFFICE, READERS

ROUTES = {
    "operators.staff_operators": READERS,
    "operators.staff_operator": READERS,
    "operators.register_operator": OFFICE,
    "operators.edit_operator": OFFICE,
    "operators.end_operator": OFFICE,
    "operators.take_up_operator": OFFICE,
    "operators.add_office": OFFICE,
    "operators.end_office": OFFICE,
    "operators.staff_invite_contact": OFFICE,
    "operators.staff_end_contact": OFFICE,
    "operators.colleagues": CONTACTS,
    "operators.invite_colleague": CONTACTS,
    "operators.end_colleague": CONTACTS,
}
