"""Names and their keys: publishers, sources and how they are written, places, and what losses are figures of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select, tuple_

from onrecord.ledger import rows
from onrecord.ledger import schema as t
from onrecord.ledger.database import Values, columns_of
from onrecord.ledger.pending import Pending, asked, parts
from onrecord.model import Document, Loss, Place, Reading, Source

_publishers = select(t.publishers.c.name).where(t.publishers.c.name.in_(asked("these")))


class Names:
    """What one transaction has looked up or added. `chains` and `places` are of the readings last learnt, by the
    identity of a claim's chain and place: the links' columns, and the place's key."""

    def __init__(self, pending: Pending) -> None:
        self._pending = pending
        self.chains: dict[int, list[Values]] = {}
        self.places: dict[int, int] = {}
        self._publishers: set[str] = set()
        self._sources: dict[tuple[str, str], int] = {}
        self._forms: dict[tuple[int, str | None], int] = {}
        self._places: dict[tuple[Any, ...], int] = {}
        self._series: dict[tuple[str, str, str], int] = {}

    def learn(self, readings: Sequence[Reading]) -> None:
        """Sources, how they are written, and places of all these readings: the keys of those that are there, and new
        ones for the others."""
        claims = [claim for reading in readings for claim in reading.claims]
        # A claim's chain and place are most often the last claim's, the same records: each is looked at once.
        chains = {id(claim.sources): claim.sources for claim in claims}
        places = {id(claim.place): claim.place for claim in claims if claim.place is not None}
        self._learn_sources(chains.values())
        self._learn_places(places.values())
        keys, forms = self._sources, self._forms
        self.chains = {
            at: [
                rows.link_row(position, link, forms[keys[link.id, link.name], link.as_written])
                for position, link in enumerate(chain)
            ]
            for at, chain in chains.items()
        }
        self.places = {at: self._places[_place_identity(place)] for at, place in places.items()}

    def _learn_sources(self, chains: Iterable[Sequence[Source]]) -> None:
        links = dict.fromkeys((link.id, link.name, link.as_written) for chain in chains for link in chain)
        c, keys = t.sources.c, self._sources
        missing = list(dict.fromkeys((id, name) for id, name, _ in links if (id, name) not in keys))
        for part in parts(missing):
            for row in self._pending.connection.execute(
                select(c.key, c.id, c.name).where(tuple_(c.id, c.name).in_(part))
            ):
                keys[row.id, row.name] = row.key
        new = []
        for id_, name in missing:
            if (id_, name) not in keys:
                keys[id_, name] = key = self._pending.new_key(t.sources)
                new.append({"key": key, "id": id_, "name": name, "folded": rows.folded(name)})
        self._pending.insert(t.sources, new)
        self._learn_forms(dict.fromkeys((keys[id, name], written) for id, name, written in links))

    def _learn_forms(self, forms: Iterable[tuple[int, str | None]]) -> None:
        f, keys = t.source_forms.c, self._forms
        missing = [form for form in forms if form not in keys]
        for part in parts(list({source: None for source, _ in missing})):
            for row in self._pending.connection.execute(
                select(f.key, f.source, f.as_written).where(f.source.in_(part))
            ):
                keys[row.source, row.as_written] = row.key
        new = []
        for source, written in missing:
            if (source, written) not in keys:
                keys[source, written] = key = self._pending.new_key(t.source_forms)
                new.append({"key": key, "source": source, "as_written": written, "folded": rows.folded(written)})
        self._pending.insert(t.source_forms, new)

    def series_of(self, loss: Loss) -> int:
        """The key of what a loss is a figure of."""
        s, wanted = t.series.c, (loss.side, loss.category, loss.measure)
        if wanted not in self._series:
            for row in self._pending.connection.execute(select(s.key, s.side, s.category, s.measure)):
                self._series[row.side, row.category, row.measure] = row.key
        if wanted not in self._series:
            self._series[wanted] = key = self._pending.new_key(t.series)
            self._pending.insert(t.series, [dict(zip(columns_of(t.series), (key, *wanted), strict=True))])
        return self._series[wanted]

    def _learn_places(self, places: Iterable[Place]) -> None:
        missing = {identity: p for p in places if (identity := _place_identity(p)) not in self._places}
        c = t.places.c
        columns = (c.key, c.name, c.as_written, c.id, c.oblast, c.latitude, c.longitude)
        for part in parts(list({place.name: None for place in missing.values()})):
            for row in self._pending.connection.execute(select(*columns).where(c.name.in_(part))):
                self._places[tuple(row[1:])] = row.key
        new = []
        for identity, place in missing.items():
            if identity not in self._places:
                self._places[identity] = key = self._pending.new_key(t.places)
                new.append({"key": key, **rows.place_row(place)})
        self._pending.insert(t.places, new)

    def learn_publishers(self, documents: Iterable[Document]) -> None:
        named = dict.fromkeys(document.publisher for document in documents if document.publisher is not None)
        missing = [name for name in named if name not in self._publishers]
        self._publishers.update(row.name for row in self._pending.each(_publishers, missing))
        new = [name for name in missing if name not in self._publishers]
        self._publishers.update(new)
        self._pending.insert(t.publishers, rows.publisher_rows(new))


def _place_identity(place: Place) -> tuple[Any, ...]:
    return (place.name, place.as_written, place.id, place.oblast, place.lat, place.lon)
