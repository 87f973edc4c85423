"""What the bench prints: one line a promise, the figures behind it, and the machine it ran on."""

import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from .rounds import Figures

HEAD = ("goal", "what", "ours", "against", "ratio", "bound", "holds")


@dataclass(frozen=True)
class Line:
    """One promise of the goals: what was seen, what was promised. `trouble` says why a good figure does not count."""

    goal: str
    what: str
    ours: str
    floor: str
    ratio: str
    bound: str
    holds: bool | None
    trouble: str = ""

    @property
    def verdict(self) -> str:
        if self.holds is None:
            return "-"
        return "yes" if self.holds else "NO"

    def cells(self) -> tuple[str, ...]:
        return (self.goal, self.what, self.ours, self.floor, self.ratio, self.bound, self.verdict)


def at_least(goal: str, what: str, ours: Figures, floor: Figures, times: float) -> Line:
    """The rate of ours is at least `times` the floor's, and nobody met an error."""
    ratio = ours.rate / floor.rate if floor.rate else float("nan")
    holds, trouble = ratio >= times and not ours.errors, _trouble(ours)
    return Line(
        goal, what, f"{ours.rate:.0f}/s", f"{floor.rate:.0f}/s", f"{ratio:.2f}", f">= {times:g}", holds, trouble
    )


def at_most(goal: str, what: str, ours: float, floor: float, times: float, unit: str = "ms") -> Line:
    """`ours` is at most `times` `floor`; both in seconds when the unit is ms or s."""
    ratio = ours / floor if floor else float("nan")
    return Line(goal, what, shown(ours, unit), shown(floor, unit), f"{ratio:.2f}", f"<= {times:g}", ratio <= times)


def limit(goal: str, what: str, ours: float, most: float, unit: str = "", trouble: str = "") -> Line:
    """`ours` is at most `most`, whatever the floor does; with `trouble` it does not hold anyway."""
    bound = f"<= {shown(most, unit)}"
    return Line(goal, what, shown(ours, unit), "", "", bound, ours <= most and not trouble, trouble)


def unmeasured(goal: str, problem: Exception) -> Line:
    """Whatever could not be measured does not hold."""
    return Line(goal, "could not be measured", "", "", "", "", False, str(problem) or type(problem).__name__)


def fact(goal: str, what: str, ours: str, floor: str = "") -> Line:
    """Worth knowing; promised by nobody."""
    return Line(goal, what, ours, floor, "", "", None)


def shown(value: float, unit: str) -> str:
    if unit == "ms":
        return f"{value * 1000:.1f} ms"
    return f"{value:.2f} s" if unit == "s" else f"{value:.0f} {unit}".strip()


def _trouble(figures: Figures) -> str:
    if not figures.errors:
        return ""
    sample, _ = figures.errors.most_common(1)[0]
    return f"{figures.errors.total()} errors, such as: {sample}"


def table(rows: Iterable[tuple[str, ...]]) -> str:
    rows = list(rows)
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def promises(lines: Iterable[Line]) -> str:
    lines = list(lines)
    troubles = [f"  {line.goal} {line.what}: {line.trouble}" for line in lines if line.trouble]
    return "\n".join([table([HEAD, *(line.cells() for line in lines)]), *troubles])


def behind(seen: dict[str, Figures]) -> str:
    """The figures of each load, for whoever wants to know more than yes and no."""
    head = ("load", "rate", "slowest..fastest", "median", "p95", "whole", "whole p95", "server", "requests", "errors")
    return table([head, *(_behind(name, figures) for name, figures in seen.items())])


def _behind(name: str, f: Figures) -> tuple[str, ...]:
    return (
        name,
        f"{f.rate:.0f}/s",
        f"{f.slowest:.0f}..{f.fastest:.0f}",
        shown(f.median, "ms"),
        shown(f.p95, "ms"),
        f"{f.unit_rate:.1f}/s",
        shown(f.unit_p95, "ms"),
        shown(f.processor, "ms") if f.processor else "",
        str(f.requests),
        str(f.errors.total()),
    )


def machine(folder: Path) -> str:
    """Cores, Python, the load before we began, and how many times a second the disk under `folder` really syncs."""
    cpu = next((line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")), "unknown")
    load = os.getloadavg()[0]
    python = f"{platform.python_implementation()} {sys.version.split()[0]}"
    return f"{os.cpu_count()} cores ({cpu}), {python}, load {load:.2f}, {fsyncs(folder):.0f} fsyncs a second"


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def fsyncs(folder: Path, seconds: float = 1.0) -> float:
    """Appends of 4 KiB, each brought to the disk, a second."""
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        done, began = 0, perf_counter()
        while perf_counter() - began < seconds:
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            done += 1
        return done / (perf_counter() - began)
