"""A person who fills in the form, page by page, as the pages ask."""

NAME = {"family_name": "山田", "given_name": "花子", "family_kana": "ヤマダ", "given_kana": "ハナコ"}
BIRTH = {"birth_year": "1990", "birth_month": "4", "birth_day": "2"}
CONTACT = {"mail": "hanako@example.jp", "phone": "090-1234-5678"}
GUARDIAN = {
    "guardian_name": "山田 一郎",
    "relation": "父",
    "guardian_language": "ja",
    "way": "mail",
    "mail": "chichi@example.jp",
}
PAGES = {"name": NAME, "birth": BIRTH, "contact": CONTACT, "guardian": GUARDIAN, "needs": {}}


def fill_in(browser, cohort, **pages):
    """Page after page up to the first without an answer here, which is given back: as a rule the review.

    `pages`: what to write on each page instead.
    """
    answers = PAGES | pages
    page = browser.get(f"/cohorts/{cohort.code}/enrol")
    while (step := step_of(page)) in answers:
        page = send(browser, page, **answers.pop(step))
    return page


def step_of(page):
    last = page.form("#enrol-form")[0].rpartition("/")[2]
    return "name" if last == "enrol" else last


def send(browser, page, **values):
    return browser.follow(browser.submit(page, **values))


def enrol(browser, cohort, **pages):
    """The page of the receipt."""
    return send(browser, fill_in(browser, cohort, **pages))
