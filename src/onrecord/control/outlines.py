"""What each map drew by a day: the outlines of its last snapshot, from the snapshot's own document."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from onrecord.claim import maps
from onrecord.control.lanes import stand_of, voice_of
from onrecord.control.records import Outline
from onrecord.ledger.controls import Linked
from onrecord.read.maps import MapKind
from onrecord.read.maps import maps as kinds

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.model import Document

_LATE = 3  # snapshots whose moment, told in UTC, may lie on a day before the war's own


def outlines(book: Ledger, on: date, as_of: date | None, voices: Collection[str]) -> Iterator[Outline]:
    """Of each map of `voices` (ids), what counts last comes first: later ones are drawn over it."""
    until = min(on, as_of) if as_of is not None else on
    for kind in kinds():
        voice = voice_of(Linked(kind.source.id, kind.source.name), None)
        document = _last(book, kind, until) if voice.id in voices else None
        if document is None or document.published is None:
            continue
        for words, wkt in reversed(list(maps.drawn(document.text))):
            status = kind.status(words)
            if status is not None:
                yield Outline(
                    source=voice, words=words, stand=stand_of(status.event, status.actor, status.certainty),
                    certainty=status.certainty, day=document.published, document=document.id, url=document.url, wkt=wkt,
                )  # fmt: skip


def _last(book: Ledger, kind: MapKind, until: date) -> Document | None:
    """The map's last snapshot of a day up to `until`."""
    day = until.isoformat()
    ids = [id for id in book.documents_under(kind.id) if id.rpartition("/")[2][:10] <= day][-_LATE:]
    known = book.current(ids)
    there = [id for id in ids if (published := known[id].published) is not None and published <= until]
    return book.document(there[-1]) if there else None
