"""Who gets in at each address of people. A link's page is open to everybody: the token in it is the key."""

from tests.house.who import ADMINS, EVERYBODY, SIGNED_IN

ROUTES = {
    # links in mails
    "people_links.sign_in": EVERYBODY,
    "people_links.invitation": EVERYBODY,
    "people_links.contact": EVERYBODY,
    "people.use_sign_in_link": EVERYBODY,
    "people.accept_invitation": EVERYBODY,
    "people.confirm_contact": EVERYBODY,
    "people.refuse_contact": EVERYBODY,
    "people.contact_confirmed": EVERYBODY,
    "people.contact_refused": EVERYBODY,
    # signing in and out
    "people.sign_in": EVERYBODY,
    "people.sign_in_link": EVERYBODY,
    "people.sign_in_link_sent": EVERYBODY,
    "people.second_factor": EVERYBODY,
    "people.set_up_second_factor": EVERYBODY,
    "people.second_factor_qr": EVERYBODY,
    "people.sign_out": EVERYBODY,
    # my own
    "people.my_page": SIGNED_IN,
    "people.choose_language": SIGNED_IN,
    "people.change_mail": SIGNED_IN,
    "people.change_phone": SIGNED_IN,
    "people.choose_reach": SIGNED_IN,
    "people.sessions": SIGNED_IN,
    "people.end_sign_in": SIGNED_IN,
    "people.end_other_sign_ins": SIGNED_IN,
    "people.password": SIGNED_IN,
    "people.renew_second_factor": SIGNED_IN,
    "people.new_second_factor": SIGNED_IN,
    "people.recovery_codes": SIGNED_IN,
    "people.keep_recovery_codes": SIGNED_IN,
    # accounts of others
    "people.accounts": ADMINS,
    "people.account": ADMINS,
    "people.invite": ADMINS,
    "people.resend_invitation": ADMINS,
    "people.cancel_invitation": ADMINS,
    "people.change_roles": ADMINS,
    "people.close_account": ADMINS,
    "people.reset_second_factor": ADMINS,
}
