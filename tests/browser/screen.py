"""One person at one screen: by keyboard, with axe looking over their shoulder."""

from pathlib import Path

AXE = Path(__file__).with_name("vendor") / "axe-4.14.1.min.js"
# `preload` would fetch style sheets and sounds again, for a rule about sounds, and we have no sounds and no frames; a
# selector for every element that is looked at costs a fifth of the time.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """rules => axe.run(document, {
  runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'], preload: false, iframes: false, selectors: false
}).then(
  r => r.violations.map(v => `${v.id}: ${v.help} — ${v.nodes.slice(0, 3).map(n => n.html).join(', ')}`))"""
# Where the eye sees the focus: on the thing itself, or on the box of the choice or row that it fills.
HAS_OUTLINE = """() => [document.activeElement, document.activeElement.closest('.choice, .row')].some(
  e => e && getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2)"""
FADE_CUT_SHORT = "Transition was"  # Chromium, when the next page comes before the fade between two has ended
TABS_AT_MOST = 90
PRIMARY = "main form[method=post] button.button--primary"


class Screen:
    def __init__(self, page, language):
        self.page = page
        self.language = language
        self.problems = []
        page.on("pageerror", self.note)
        page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)

    def note(self, error):
        if not str(error).startswith(FADE_CUT_SHORT):
            self.problems.append(f"script error: {error}")

    def open(self, path):
        self.page.goto(f"/{self.language}{path}")
        return self

    @property
    def path(self):
        return self.page.url.partition("//")[2].partition("/")[2].partition("/")[2]

    def follow(self, selector):
        """Click the first `selector`, and wait for the page to which it leads."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self

    def send(self):
        """Press the loud button of the form."""
        return self.follow(PRIMARY)

    def send_by_keyboard(self):
        return self.enter(PRIMARY)

    def tab_to(self, selector):
        """Reach the first `selector` with the Tab key alone."""
        for _ in range(TABS_AT_MOST):
            if self.page.evaluate("s => !!document.activeElement?.matches(s)", selector):
                assert self.page.evaluate(HAS_OUTLINE), f"the focus on {selector} cannot be seen on {self.page.url}"
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached with Tab on {self.page.url}")

    def enter(self, selector):
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def bring_axe(self):
        """For who looks at many pages: each of them has axe from its beginning, sent to the browser once."""
        self.page.add_init_script(path=AXE)
        return self

    def axe(self):
        """Every rule of WCAG 2.2 AA that a machine can check; `evaluate` passes the page's own policy."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(VIOLATIONS, RULES)
        assert not found, f"{self.page.url}\n" + "\n".join(found)
        return self

    def fits(self):
        """Nothing makes the page scroll sideways."""
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        return self

    def quiet(self):
        assert not self.problems, self.problems
        return self
