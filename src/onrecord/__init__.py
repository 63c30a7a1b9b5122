"""Onrecord reads war reporting into attributed claims, keeps them, and checks that they add up.

    import onrecord

    with onrecord.open("war.db") as desk:
        desk.import_("losses.json")
        print(desk.tally("russia", "personnel", days=7).window.increment)

`open` gives a `Desk`: the commands' views on one ledger, as records (docs/api.md). Nothing is loaded before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.desk import Desk

__all__ = ["Desk", "__version__", "open"]


def open(target: str | Path, *, read_only: bool = False) -> Desk:
    """The ledger `target` with its views: a file, or postgresql://user@host:port/database. Makes what is absent of the
    file or of the tables, unless `read_only`.

    Raises `LedgerError` when there is no ledger, it was made by a newer program, or it cannot be opened, and
    `LedgerReadOnly` when it is to be written and cannot."""
    from onrecord import ledger
    from onrecord.desk import Desk

    return Desk(ledger.open(target, read_only=read_only))


def __getattr__(name: str) -> Any:
    if name == "Desk":
        from onrecord.desk import Desk

        return Desk
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
