"""A figure mark as the quantity of a claim."""

from __future__ import annotations

from onrecord.mark.records import Figure
from onrecord.model import Quantity

_UNITS = {"km2": "km2", "sq_mi": "sq_mi", "ha": "ha", "percent": "percent"}


def quantity(figure: Figure) -> Quantity:
    """Counts have no unit; measures keep theirs; a vague plural its lowest power of ten."""
    value = figure.value if figure.value is not None or not figure.vague else figure.low
    return Quantity(
        value=value, low=figure.low, high=figure.high, unit=_UNITS.get(figure.unit or ""), bound=figure.bound
    )
