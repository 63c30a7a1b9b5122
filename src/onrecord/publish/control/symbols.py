"""How a stand is drawn, on paper and in the page: a colour that the colour-blind can part from others, a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from onrecord.control import Change, Stand

COLOURS: Final[dict[Stand, str]] = {
    "russia": "#c2410c",
    "ukraine": "#1d5fa8",
    "contested": "#7a3e9d",
    "russia_left": "#1d5fa8",
    "ukraine_left": "#c2410c",
    "russia_advances": "#c2410c",
    "ukraine_advances": "#1d5fa8",
    "not_so": "#777777",
    "untold": "#777777",
}
SHAPES: Final[dict[Stand, str]] = {
    "russia": "square",
    "ukraine": "circle",
    "contested": "diamond",
    "russia_left": "circle",
    "ukraine_left": "square",
    "russia_advances": "triangle",
    "ukraine_advances": "triangle",
    "not_so": "cross",
    "untold": "cross",
}
HOLLOW: Final = frozenset(("russia_left", "ukraine_left", "not_so", "untold"))


def is_hollow(change: Change) -> bool:
    """Drawn as an outline: what is not sure, or only claimed, or said of who is not there."""
    return change.uncertain or change.certainty in ("hedged", "unconfirmed") or change.stand in HOLLOW


def path(shape: str, x: float, y: float, r: float) -> str:
    """The outline of a shape about a point, as SVG draws paths."""
    if shape == "square":
        a = r * 0.886
        return f"M{x - a:.1f} {y - a:.1f}h{2 * a:.1f}v{2 * a:.1f}h{-2 * a:.1f}z"
    if shape == "diamond":
        a = r * 1.25
        return f"M{x:.1f} {y - a:.1f}l{a:.1f} {a:.1f}l{-a:.1f} {a:.1f}l{-a:.1f} {-a:.1f}z"
    if shape == "triangle":
        a = r * 1.2
        return f"M{x:.1f} {y - a:.1f}l{a:.1f} {1.8 * a:.1f}h{-2 * a:.1f}z"
    if shape == "cross":
        a = r * 0.7
        return f"M{x - a:.1f} {y - a:.1f}l{2 * a:.1f} {2 * a:.1f}m0 {-2 * a:.1f}l{-2 * a:.1f} {2 * a:.1f}"
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
