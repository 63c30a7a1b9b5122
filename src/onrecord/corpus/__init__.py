"""Many documents: datasets, pages and channels taken into a ledger.

`Importer` is the one door: each input of what a person names, imported, with what came of it. It is loaded when it is
first asked for: `record` and `reading` need nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.corpus.importing import Imported, Importer

__all__ = ["Imported", "Importer"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from onrecord.corpus import importing

        return getattr(importing, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
