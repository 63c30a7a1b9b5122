"""Figures, days and windows as the audit's sentences write them: plain English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from onrecord.model import Quantity
from onrecord.model.days import in_words, span

day, window = in_words, span
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_BOUNDS = {
    "about": "about ",
    "nearly": "nearly ",
    "more_than": "more than ",
    "up_to": "up to ",
    "less_than": "less than ",
}
_THINGS = {
    "personnel": "troop losses",
    "personnel_killed": "troops killed",
    "personnel_wounded": "troops wounded",
    "civilian_killed": "civilians killed",
    "civilian_injured": "civilians injured",
    "tank": "tanks",
    "apc": "armoured vehicles",
    "artillery": "artillery systems",
    "mlrs": "rocket launchers",
    "air_defence": "air defence systems",
    "aircraft": "aircraft",
    "helicopter": "helicopters",
    "drone": "drones",
    "cruise_missile": "cruise missiles",
    "ship": "ships",
    "submarine": "submarines",
    "vehicle": "vehicles",
    "special_equipment": "special equipment",
}
_UNITS = {"km2": "km²", "sq_mi": "sq mi", "ha": "ha", "percent": "%", "mile": "mi", "foot": "ft", "yard": "yd"}


def number(value: Decimal) -> str:
    """4140 -> "4,140"; decimals as they are, no exponent."""
    return f"{value:,f}"


def weekday(when: date) -> str:
    return WEEKDAYS[when.weekday()]


def thing(category: str) -> str:
    return _THINGS.get(category, category)


def unit(name: str) -> str:
    return _UNITS.get(name, name)


def figure(quantity: Quantity) -> str:
    """A quantity with its bound word: "more than 4,000", "4,000 to 4,500"."""
    if quantity.bound == "range" or quantity.value is None:
        if quantity.low is not None and quantity.high is not None:
            return f"{number(quantity.low)} to {number(quantity.high)}"
        if quantity.low is not None:
            return f"at least {number(quantity.low)}"
        return f"at most {number(quantity.high)}" if quantity.high is not None else "no figure"
    return _BOUNDS.get(quantity.bound, "") + number(quantity.value)
