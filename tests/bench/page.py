"""What a visitor needs to understand of a page: its forms and what it links to. Regular expressions, because a whole
HTML parser would cost the machine more than the server it measures."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import unescape

TAG = re.compile(r"<(/?)(main|form|input|select|option|textarea|button)\b([^>]*)>", re.I)
ATTRIBUTE = re.compile(r"""([-\w:@.]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
BUTTONS = {"submit", "button", "reset", "image"}
TEXT_BY_TYPE = {"email": "visitor@bench.example", "tel": "09012345678", "number": "1", "date": "1990-04-02", "url": ""}


@dataclass
class Control:
    """One named part of a form. `choices` are the values of a select or of the radio buttons of one name."""

    kind: str
    name: str
    value: str = ""
    required: bool = False
    chosen: bool = False
    choices: list[str] = field(default_factory=list)
    target: str = ""


@dataclass
class Form:
    action: str
    method: str
    in_main: bool
    controls: list[Control] = field(default_factory=list)

    @property
    def questions(self) -> int:
        return sum(control.kind not in {"hidden", *BUTTONS} for control in self.controls)


def attributes(text: str) -> dict[str, str]:
    return {
        match[1].lower(): unescape(next((part for part in match.groups()[1:] if part is not None), ""))
        for match in ATTRIBUTE.finditer(text)
    }


def forms(html: str) -> list[Form]:
    """The forms of a page in their order, each with its controls in theirs."""
    found: list[Form] = []
    current: Form | None = None
    in_main = False
    for closing, tag, rest in TAG.findall(html):
        tag = tag.lower()
        if tag == "main":
            in_main = not closing
        elif tag == "form" and closing:
            current = None
        elif tag == "form":
            a = attributes(rest)
            current = Form(a.get("action", ""), a.get("method", "get").lower(), in_main)
            found.append(current)
        elif current is not None and not closing:
            _add(current, tag, attributes(rest))
    return found


def _add(form: Form, tag: str, a: dict[str, str]) -> None:
    if tag == "option":
        _add_option(form.controls[-1], a)
        return
    kind = a.get("type", "text" if tag == "input" else "submit" if tag == "button" else tag).lower()
    control = Control(kind, a.get("name", ""), a.get("value", ""), "required" in a, "checked" in a)
    control.target = a.get("formaction", "")
    if kind in {"radio", "checkbox"}:
        control.value = a.get("value", "on")
    if "disabled" not in a:
        form.controls.append(control)


def _add_option(select: Control, a: dict[str, str]) -> None:
    value = a.get("value", "")
    select.choices.append(value)
    if "selected" in a:
        select.value = value


def main_form(html: str) -> Form | None:
    """The form that carries the visitor on: posted, inside `main` if one is there, with the most to answer."""
    posted = [form for form in forms(html) if form.method == "post"]
    inside = [form for form in posted if form.in_main] or posted
    return max(inside, key=lambda form: form.questions, default=None)


def filled(form: Form, values: Mapping[str, str], skipped: Collection[str] = ()) -> tuple[str, list[tuple[str, str]]]:
    """Where to post `form`, and its fields answered from `values` by name; what is not in there by a sensible default.

    The button pressed is the first one whose name is not in `skipped`. A name such as `answers-mail` is also looked up
    as `mail`.
    """
    fields: list[tuple[str, str]] = []
    radios: dict[str, list[Control]] = {}
    button: Control | None = None
    for control in form.controls:
        if control.kind in BUTTONS:
            if button is None and control.kind == "submit" and control.name not in skipped:
                button = control
        elif control.kind == "radio":
            radios.setdefault(control.name, []).append(control)
        elif control.name:
            fields += _answer(control, values)
    for name, buttons in radios.items():
        fields.append((name, _chosen(buttons, _known(name, values))))
    if button is not None and button.name:
        fields.append((button.name, button.value))
    return (button.target if button and button.target else form.action), fields


def _known(name: str, values: Mapping[str, str]) -> str | None:
    return values.get(name, values.get(re.split(r"[-.]", name)[-1]))


def _answer(control: Control, values: Mapping[str, str]) -> list[tuple[str, str]]:
    if control.kind == "hidden":
        return [(control.name, control.value)]
    known = _known(control.name, values)
    if control.kind == "checkbox":
        wanted = control.required or control.chosen if known is None else known in {control.value, "on"}
        return [(control.name, control.value)] if wanted else []
    if control.kind == "select":
        first = next((choice for choice in control.choices if choice), "")
        return [(control.name, known if known in control.choices and known else control.value or first)]
    if known is None:
        known = control.value or (TEXT_BY_TYPE.get(control.kind, "1") if control.required else "")
    return [(control.name, known)]


def _chosen(buttons: list[Control], known: str | None) -> str:
    values = [button.value for button in buttons]
    if known in values and known:
        return known
    checked = next((button.value for button in buttons if button.chosen), "")
    return checked or next((value for value in values if value), "")


def complaints(html: str) -> str:
    """What a refused page says is wrong, for a human: names of the invalid fields and the text of its alerts."""
    names = [attributes(tag).get("name", "?") for tag in re.findall(r"<[^>]*aria-invalid=\"?true[^>]*>", html)]
    alerts = re.findall(r"<(\w+)[^>]*role=\"?alert[^>]*>(.*?)</\1>", html, re.S)
    said = " ".join(" ".join(re.sub(r"<[^>]*>", " ", text).split()) for _, text in alerts)
    return f"invalid: {', '.join(names) or 'nothing marked'}; {said[:200]}"
