"""A person who fills in the form, page by page, as the pages ask."""

NAME = {"family_name": "山田", "given_name": "花子", "family_kana": "ヤマダ", "given_kana": "ハナコ"}
BIRTH = {"birth_year": "1990", "birth_month": "4", "birth_day": "2"}
CONTACT = {"mail": "hanako@example.jp", "phone": "090-1234-5678"}
PAGES = {"name": NAME, "birth": BIRTH, "contact": CONTACT, "needs": {}}


def fill_in(browser, cohort, **pages):
    """Every page up to the review, which is given back. `pages`: what to write on each page instead."""
    page = browser.get(f"/cohorts/{cohort.code}/enrol")
    for values in (PAGES | pages).values():
        page = send(browser, page, **values)
    return page


def send(browser, page, **values):
    return browser.follow(browser.submit(page, **values))


def enrol(browser, cohort, **pages):
    """The page of the receipt."""
    return send(browser, fill_in(browser, cohort, **pages))
