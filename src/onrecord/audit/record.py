"""What the audit asks of a record; `onrecord.ledger.Ledger` answers it, and so may any other store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from onrecord.model import Claim, Document
from onrecord.model.claim import Category, Measure, Party


class Recorded(Protocol):
    """A claim as the record keeps it: with the document that holds it, and whether it was superseded."""

    @property
    def claim(self) -> Claim: ...
    @property
    def document(self) -> Document: ...
    @property
    def superseded(self) -> object: ...


class Record(Protocol):
    """The claims of other documents."""

    def series(
        self,
        *,
        side: Party,
        category: Category,
        measure: Measure | None = None,
        sources: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
    ) -> Sequence[Recorded]:
        """Loss claims of one side and category whose period ends on `since` to `until`, both included, and that
        were published by `as_of` (None: no bound)."""
        ...

    def claims(
        self,
        *,
        kind: str | None = None,
        place: str | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
    ) -> Iterable[Recorded]:
        """Claims of one kind whose place has `place` in its name, and that are about days from `since` to `until`."""
        ...
