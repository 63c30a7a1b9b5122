"""Many documents: datasets, pages and channels taken into a ledger.

`Importer` is the one door: each input of what a person names, imported, with what came of it.
"""

from __future__ import annotations

from onrecord.corpus.importing import Imported, Importer

__all__ = ["Imported", "Importer"]
