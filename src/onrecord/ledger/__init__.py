"""The ledger: an append-only record of documents, claims and findings, in one SQLite file or on a PostgreSQL server.

    with ledger.open("war.db") as book:
        book.add(reading)
        for item in book.claims(kind="loss", source="General Staff", as_of=date(2023, 8, 14)):
            print(item.claim.text)

The tables, and what "as of" means, are told in docs/ledger.md. The database library is loaded when a
ledger is opened, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.ledger.records import Acceptance, Added, Info, Recorded, RecordedFinding
from onrecord.model.errors import LedgerError

if TYPE_CHECKING:
    from onrecord.ledger.copying import TableCopied
    from onrecord.ledger.store import Ledger

__all__ = [
    "Acceptance", "Added", "Info", "Ledger", "LedgerError", "Recorded", "RecordedFinding", "copy", "on_server", "open"
]  # fmt: skip


def open(target: str | Path, *, read_only: bool = False) -> Ledger:
    """Opens the ledger `target`: a file, or postgresql://user@host:port/database. Makes what is absent of the file or
    of the tables, unless `read_only`.

    Raises `LedgerError` when there is no ledger, it was made by a newer program, or it cannot be opened, and
    `LedgerReadOnly` when it is to be written and cannot. Both carry a hint; neither tells a password.
    """
    from onrecord.ledger.store import open_any

    return open_any(target, read_only=read_only)


def copy(
    source: str | Path, target: str | Path, progress: Callable[[int, int], None] = lambda done, more: None
) -> list[TableCopied]:
    """Copies a ledger into a file or database that holds nothing, or goes on with such a copy that was interrupted,
    and compares both row by row. `progress` is told how many rows more are done, and how many more are to be done.

    Raises `LedgerError` when the target holds something else, or the two do not agree.
    """
    from onrecord.ledger.store import copy_ledger

    return copy_ledger(source, target, progress)


def on_server(target: str | Path) -> bool:
    """Whether `target` is the address of a server and not a file."""
    return isinstance(target, str) and "://" in target


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from onrecord.ledger.store import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
