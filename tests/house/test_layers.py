"""Who may import whom: features in their order, rooms that all share, and the web only at the edge."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "workforce"

BELOW = ("people", "operators", "catalogue", "scheduling", "enrolment", "screening", "money", "attendance", "seating")
FEATURES = (
    *(*BELOW, "honoraria", "certificates", "placements", "volunteers", "consultations", "reports"),
    *("audit", "operations", "site", "desk"),
)
"""A feature knows only those before it: `audit` and `operations` look at the records, `site` and `desk` show all."""

SHARED = {
    *("settings", "clock", "database", "access", "refusals", "web", "assets"),
    *("forms", "i18n", "history", "outbox", "policies", "links", "listeners", "printing", "staff_words", "stored"),
    *("no_overlap", "fetching"),
}
ABOVE = {"cli", "commands", "jobs", "demo", "migrations", "wsgi", "__main__", "workforce"}
KINDS = {"models", "rules", "actions", "queries", "forms", "views", "seeds", "hooks", "__init__"}
OWN_KINDS = {"audit": {"checks", "registry", "running"}, "operations": {"archive", "logs", "retention"}}
"""What stands above the features it serves is no feature itself, and names its files after what they do."""

FLASK = {"flask", "flask_login", "flask_wtf", "werkzeug", "htmx_flask"}
MAY_KNOW_FLASK = {"audit/checks/people.py", "people/models/accounts.py"}
"""A check that asks whether this is a demo; the base class that makes an account one that signs in."""

READ_THE_CLOCK = re.compile(r"\bclock\.now\b|\bdatetime\.now\(|\bdate\.today\(|\butcnow\(|\btime\.time\(")
NAMELESS = {"util", "utils", "helper", "helpers", "misc", "common", "manager", "managers", "base", "core"}
LONGEST_MEDIAN = 100


@dataclass(frozen=True)
class Module:
    """One file of the house: `people/rules/kana.py` stands in room `people` and is of the kind `rules`."""

    name: str
    text: str

    @property
    def room(self):
        first = self.name.partition("/")[0]
        return "workforce" if first == "__init__.py" else first.removesuffix(".py")

    @property
    def kind(self):
        _, slash, rest = self.name.partition("/")
        return rest.partition("/")[0].removesuffix(".py") if slash else ""

    @property
    def imports(self):
        """The full dotted name of everything it imports."""
        package = ["workforce", *self.name.removesuffix(".py").removesuffix("/__init__").split("/")]
        if self.name.endswith("__init__.py"):
            package.append("__init__")
        for node in ast.walk(ast.parse(self.text)):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = package[: len(package) - node.level] if node.level else []
                module = [*base, *(node.module.split(".") if node.module else [])]
                yield from (".".join([*module, alias.name]) for alias in node.names)

    @property
    def rooms_used(self):
        names = (name.split(".") for name in self.imports)
        return {name[1] for name in names if name[0] == "workforce" and len(name) > 1}


def modules():
    paths = sorted(path for path in HOUSE.rglob("*.py") if "versions" not in path.parts)
    return [Module(path.relative_to(HOUSE).as_posix(), path.read_text()) for path in paths]


MODULES = modules()
IN_FEATURES = [module for module in MODULES if module.room in FEATURES]


def test_every_room_has_its_place_in_the_order():
    assert {module.room for module in MODULES} <= {*FEATURES, *SHARED, *ABOVE}


def test_features_import_only_features_before_them_and_shared_rooms():
    strangers = {}
    for module in IN_FEATURES:
        allowed = {*FEATURES[: FEATURES.index(module.room) + 1], *SHARED}
        strangers[module.name] = module.rooms_used - allowed
    assert {name: rooms for name, rooms in strangers.items() if rooms} == {}


def test_shared_rooms_know_no_feature():
    shared = {module.name: module.rooms_used - SHARED for module in MODULES if module.room in SHARED}
    assert {name: rooms for name, rooms in shared.items() if rooms} == {}


def test_only_views_and_shared_rooms_know_flask():
    knowing = {
        module.name
        for module in IN_FEATURES
        if module.kind not in {"views", "forms"} and any(name.split(".")[0] in FLASK for name in module.imports)
    }
    assert knowing == MAY_KNOW_FLASK


def test_features_have_six_kinds_of_files():
    others = {m.name for m in IN_FEATURES if m.kind not in KINDS | OWN_KINDS.get(m.room, set())}
    assert others == set()


def test_only_views_and_commands_read_the_clock():
    readers = {module.name for module in MODULES if READ_THE_CLOCK.search(module.text) and module.kind != "views"}
    assert {name for name in readers if not name.startswith("commands/")} == {"clock.py", "jobs.py"}


def test_features_leave_the_transaction_to_its_owner():
    ending = re.compile(r"session\.(?:commit|rollback)\(")
    assert {module.name for module in IN_FEATURES if module.kind != "views" and ending.search(module.text)} == set()


def test_files_are_named_after_what_they_hold():
    folders = [HOUSE, ROOT / "templates", ROOT / "tests"]
    names = {path.relative_to(ROOT).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert {name for name in names if Path(name).stem in NAMELESS} == set()


def test_half_of_the_files_fit_on_a_screen_or_two():
    assert median(len(module.text.splitlines()) for module in MODULES) < LONGEST_MEDIAN
