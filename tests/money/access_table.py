"""Who gets in where money is. What one person pays opens by the link of their enrolment alone."""

from tests.house.who import ADMINS, EVERYBODY, MANAGERS, OFFICE
from workforce.access import Role

READ = OFFICE | {Role.AUDITOR}

ROUTES = {
    "money.fees": EVERYBODY,
    "money.overview": READ,
    "money.person": READ,
    "money.cohort": READ,
    "money.cash": OFFICE,
    "money.payout": MANAGERS,
    "money.correction": MANAGERS,
    "money.set_rule": ADMINS,
    "money.ask_reduction": EVERYBODY,
    "money.staff_ask_reduction": OFFICE,
    "money.reduction_list": READ,
    "money.reduction": MANAGERS,
    "money.reduction_refusal": MANAGERS,
    "money.payouts": MANAGERS,
    "money.payouts_workbook": MANAGERS,
    "money.refund_cases": READ,
    "money.open_refund": OFFICE,
    "money.refund_case": READ,
    "money.refund_employer": OFFICE,
    "money.refund_paper": OFFICE,
    "money.refund_approval": MANAGERS,
    "money.refund_refusal": MANAGERS,
    "money.employer": EVERYBODY,
    "money.employer_denial": EVERYBODY,
    "money.employer_thanks": EVERYBODY,
    "money.issue": OFFICE,
    "money.voiding": MANAGERS,
    "money.staff_paper": READ,
    "money.own_paper": EVERYBODY,
    "money.bank_files": OFFICE,
    "money.bank_file": OFFICE,
    "money.bank_columns": OFFICE,
    "money.bank_removal": OFFICE,
    "money.bank_row": OFFICE,
    "money.bank_row_aside": OFFICE,
    "money.bank_row_return": OFFICE,
}
