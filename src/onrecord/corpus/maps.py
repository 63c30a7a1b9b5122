"""Snapshots of maps into a ledger, in whatever order they come.

A snapshot's claims are what it changed against the one before. One that comes between two others changes what the
later one changed: that is read again, from its own document, and the ledger supersedes what no longer stands.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import OrderedDict
from collections.abc import Iterator

from onrecord.claim import maps
from onrecord.ledger import Ledger
from onrecord.model import Document, Reading
from onrecord.read.maps import MapKind, Snapshot

_KEPT = 8  # documents of snapshots that are kept at hand


class Snapshots:
    """The snapshots that `book` (None: nothing) and this run have. `margin` is kilometres, None for the pack's."""

    def __init__(self, book: Ledger | None, margin: float | None = None) -> None:
        self._book, self._margin = book, margin
        self._ids: dict[str, list[str]] = {}
        self._documents: OrderedDict[str, Document] = OrderedDict()

    def readings(self, snapshot: Snapshot) -> Iterator[Reading]:
        """What is to be added for a snapshot: itself, and the next later one anew."""
        kind, document = snapshot.kind, maps.document_of(snapshot)
        ids = self._ids_of(kind)
        at = bisect_left(ids, document.id)
        later = ids[at + 1 :] if at < len(ids) and ids[at] == document.id else ids[at:]
        before = self._held(ids[at - 1]) if at else None
        yield maps.reading(kind, document, before, self._margin)
        if later and (behind := self._held(later[0])) is not None:
            yield maps.reading(kind, behind, document, self._margin)
        self._keep(document)
        if at == len(ids) or ids[at] != document.id:
            insort(ids, document.id)

    def _ids_of(self, kind: MapKind) -> list[str]:
        if kind.id not in self._ids:
            self._ids[kind.id] = self._book.documents_under(kind.id) if self._book is not None else []
        return self._ids[kind.id]

    def _held(self, id: str) -> Document | None:
        if id in self._documents:
            self._documents.move_to_end(id)
        elif self._book is not None and (found := self._book.document(id)) is not None:
            self._keep(found)
        return self._documents.get(id)

    def _keep(self, document: Document) -> None:
        self._documents[document.id] = document
        if len(self._documents) > _KEPT:
            self._documents.popitem(last=False)
