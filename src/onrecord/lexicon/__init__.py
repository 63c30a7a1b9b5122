"""Knowledge as data: languages (en, uk, ru) and war packs (sides, sources, categories, gazetteer).

Data are TOML files beside this module, read when first asked for and kept; code elsewhere holds
mechanisms, never lists of names.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=None)
def load(path: str) -> dict[str, Any]:
    """The TOML file at `path` below this package, e.g. "languages/en/times.toml". Raises FileNotFoundError."""
    return tomllib.loads((files(__package__) / path).read_text(encoding="utf-8"))
