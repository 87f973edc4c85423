"""The main job as one person does it: what they type, page after page, from the course to the receipt."""

TYPED = {
    "family_name": "髙﨑",
    "given_name": "花子",
    "family_kana": "ﾀｶｻｷ",
    "given_kana": "はなこ",
    "birth_year": "昭和55",
    "birth_month": "２",
    "birth_day": "29",
    "mail": "",
    "phone": "",
}
PAGES_AT_MOST = 12


def answers(number):
    """Everybody is somebody else: the same person cannot apply twice."""
    return TYPED | {"birth_day": str(1 + number % 28), "phone": f"０９０−１２３４−{number:04d}"}


def open_fields(page):
    """The names of the fields of this form that the eye sees, in order, each once."""
    fields = page.locator("main form[method=post] :is(input, select, textarea):not([type=hidden])")
    return list(dict.fromkeys(name for name in fields.evaluate_all("all => all.map(e => e.name)") if name))


def at_receipt(page):
    return "/enrolments/" in page.url


def fill_by_pointer(screen, typed):
    """Fill in this page; of each group of choices the first."""
    for name in open_fields(screen.page):
        field = screen.page.locator(f"main [name='{name}']").first
        if name in typed:
            field.fill(typed[name])
        elif field.get_attribute("type") == "radio":
            screen.page.locator(f"label[for='{field.get_attribute('id')}']").click()


def fill_by_keyboard(screen, typed):
    """The same with Tab, Space and letters alone."""
    for name in open_fields(screen.page):
        field = screen.page.locator(f"main [name='{name}']").first
        kind = field.get_attribute("type")
        if typed.get(name):
            screen.tab_to(f"main [name='{name}']").page.keyboard.type(typed[name])
        elif kind == "radio":
            screen.tab_to(f"main [name='{name}']").page.keyboard.press("Space")


def walk(screen, fill, typed, each_page=lambda screen: None):
    """From the first question to the receipt; returns how many pages it took."""
    for count in range(PAGES_AT_MOST):
        each_page(screen)
        if at_receipt(screen.page):
            return count
        fill(screen, typed)
        screen.send()
    raise AssertionError(f"no receipt after {PAGES_AT_MOST} pages: {screen.page.url}")
