"""The ledger: an append-only record of documents, claims and findings in one file that any SQLite tool opens.

    with ledger.open("war.db") as book:
        book.add(reading)
        for item in book.claims(kind="loss", source="General Staff", as_of=date(2023, 8, 14)):
            print(item.claim.text)

The tables, and what "as of" means, are told in docs/ledger.md. The database library is loaded when a
ledger is opened, not before.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.ledger.records import Added, Recorded, RecordedFinding
from onrecord.model.errors import LedgerError

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

__all__ = ["Added", "Ledger", "Recorded", "RecordedFinding", "open"]


def open(target: str | Path, *, read_only: bool = False) -> Ledger:
    """Opens the ledger in the file `target`; makes the file when it is absent, unless `read_only`.

    Raises `LedgerError` when the file is no ledger, was made by a newer program, or cannot be opened, and
    `LedgerReadOnly` when it is to be written and cannot. Both carry a hint.
    """
    from onrecord.ledger.store import open_file

    if isinstance(target, str) and "://" in target:
        raise LedgerError(f"{target.split('://')[0]}:// is not a ledger that this version can open", "name a file")
    return open_file(Path(target), read_only=read_only)


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from onrecord.ledger.store import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
