"""Maps as claims: what changed from one snapshot to the next, a control claim for each settlement.

A snapshot is a document, "MAP/MOMENT", published on its day by the map's publisher. Its text has a line for every
settlement that the map shows, and for those that lie just outside of its areas:

    Map of DeepState, 2023-08-13T08:49:39Z
    All settlements not listed are not shown
    osm-r3946802<TAB>Urozhaine, Volnovakha, Donetsk: Liberated; 0.85 km from the edge
    Areas in degrees of WGS 84, simplified to 0.1 km
    Liberated<TAB>MULTIPOLYGON (((36.8 47.7, ...

So it is whole by itself, and does not depend on which others are known: the areas can be drawn from it. Its claims do:
one for each settlement whose status differs from the snapshot before. The claim's text is its line, or that all others
are not shown; its period begins on the day of the snapshot before, and has no beginning in the first. A status that
depends on where the pin is set, nearer to the edge than the margin, is hedged. Of what is no longer shown, the earlier
status is denied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from onrecord.claim.ids import claim_id
from onrecord.claim.placing import Shown, outlines, placed, united
from onrecord.lexicon import load
from onrecord.lexicon.gazetteer import Known, by_id, settlements
from onrecord.model import Candidate, Control, Document, Period, Place, Reading, Span
from onrecord.model.claim import Certainty
from onrecord.read.maps import Change, MapKind, Snapshot, Status

TABLE = "map-changes"
_REST = "All settlements not listed are not shown"
_NOT_SHOWN = "not shown"
_AREAS = "Areas in degrees of WGS 84, simplified to"
_EDGE, _OUTSIDE = " km from the edge", " km outside "


class Told(NamedTuple):
    """What the text of a map's claim tells: its status in the map's own words (None: not shown), and the distance to
    the edge of the area in kilometres, where it is kept."""

    words: str | None
    km: float | None


def document_of(snapshot: Snapshot) -> Document:
    """The document that a snapshot is, without claims: they need the one before."""
    kind, areas = snapshot.kind, united(snapshot.areas)
    lines = [f"{kind.title}, {snapshot.moment}", _REST]
    lines += [f"{id}\t{_line(id, shown)}" for id, shown in sorted(placed(areas).items())]
    lines.append(f"{_AREAS} {load('packs/ukraine/maps.toml')['outline_km']} km")
    lines += [f"{words}\t{wkt}" for words, wkt in outlines(areas)]
    return Document(
        id=f"{kind.id}/{snapshot.moment}",
        text="\n".join(lines),
        sha256=snapshot.sha256,
        title=f"{kind.title}, {snapshot.moment[:10]}",
        url=kind.url,
        publisher=kind.source.name,
        published=snapshot.day,
    )


def reading(kind: MapKind, document: Document, before: Document | None, margin: float | None = None) -> Reading:
    """The document of a snapshot with its claims: what differs from the snapshot `before` (None: it is the first).
    `margin` in kilometres, the pack's by default."""
    margin = load("packs/ukraine/maps.toml")["uncertain_km"] if margin is None else margin
    was = _shown(before.text) if before is not None else {}
    now = _shown(document.text)
    period = Period(start=before.published if before else None, end=document.published, basis="event")
    rest = Span(document.text.index(_REST), document.text.index(_REST) + len(_REST))
    claims = []
    for id in sorted(was.keys() | now.keys()):
        old, (new, span) = was.get(id, _ABSENT)[0], now.get(id, _ABSENT)
        if new.words == old.words or (status := kind.status(new.words or old.words or "")) is None:
            continue
        certainty = "denied" if new.words is None else _certainty(status, new.km, margin)
        span = span or rest
        text = span.of(document.text)
        claims.append(
            Control(
                id=claim_id("control", document.id, text, id),
                text=text,
                span=span,
                sources=(kind.source,),
                certainty=certainty,
                period=period,
                place=place_of(id),
                event=status.event,
                actor=status.actor,
            )
        )
    return Reading(document=document, claims=tuple(claims))


@lru_cache(maxsize=50_000)
def told(text: str) -> Told | None:
    """What a claim's text tells, when it is a line of a map; None when it is none."""
    if text == _REST:
        return Told(None, None)
    _, colon, rest = text.rpartition(": ")
    words, semicolon, far = rest.partition("; ")
    if not colon:
        return None
    if semicolon and far.startswith("was "):
        return Told(words, None)
    km, _, _ = far.partition(" km ")
    return Told(None if words == _NOT_SHOWN else words, float(km) if semicolon else None)


def drawn(text: str) -> Iterator[tuple[str, str]]:
    """The areas in a snapshot's text: the map's words for each, and its polygons as WKT."""
    _, header, areas = text.partition(f"\n{_AREAS}")
    if header:
        for line in areas.split("\n")[1:]:
            words, _, wkt = line.partition("\t")
            yield words, wkt


def place_of(id: str) -> Place | None:
    """The settlement as a claim's place."""
    known = by_id(id)
    return _place(known) if known else None


# ---- lines --------------------------------------------------------------------------------------------------------

_ABSENT: tuple[Told, Span | None] = (Told(None, None), None)


def _line(id: str, shown: Shown) -> str:
    if shown.words is None:
        return f"{_name(id)}: {_NOT_SHOWN}; {shown.km:.2f}{_OUTSIDE}{shown.near}"
    return f"{_name(id)}: {shown.words}; {shown.km:.2f}{_EDGE}"


@lru_cache(maxsize=50_000)
def _name(id: str) -> str:
    known = by_id(id)
    return ", ".join(filter(None, (known.name, known.raion, known.oblast))) if known else id


def _shown(text: str) -> dict[str, tuple[Told, Span | None]]:
    """Settlements by id, with what is told of each and where."""
    found: dict[str, tuple[Told, Span | None]] = {}
    at = 0
    for line in text.partition(f"\n{_AREAS}")[0].split("\n"):
        id, tab, said = line.partition("\t")
        if tab and (one := told(said)) is not None:
            start = at + len(id) + 1
            found[id] = (one, Span(start, start + len(said)))
        at += len(line) + 1
    return found


def _certainty(status: Status, km: float | None, margin: float) -> Certainty:
    near = km is not None and km < margin
    return "hedged" if near and status.certainty == "asserted" else status.certainty


@lru_cache(maxsize=50_000)
def _place(known: Known) -> Place:
    return Place(
        name=known.name, as_written=known.name, id=known.id, oblast=known.oblast or None, lat=known.lat, lon=known.lon
    )


# ---- tables of changes --------------------------------------------------------------------------------------------


def of_changes(changes: Sequence[Change], title: str) -> Iterator[Reading]:
    """The rows of a table, a document for each map and moment."""
    rows = sorted(changes, key=lambda one: (one.kind.id, one.moment))
    for (kind_id, moment), some in groupby(rows, key=lambda one: (one.kind.id, one.moment)):
        yield _changed(f"{TABLE}/{kind_id}/{moment}", list(some), f"{title}, {moment[:10]}")


def _changed(name: str, rows: Sequence[Change], title: str) -> Reading:
    lines = [row.written for row in rows]
    claims, at, taken = [], 0, dict.fromkeys(lines, 0)
    for row, line in zip(rows, lines, strict=True):
        status = row.now or row.was
        assert status is not None
        taken[line] += 1
        claims.append(
            Control(
                id=claim_id("control", name, line, str(taken[line])),
                text=line,
                span=Span(at, at + len(line)),
                sources=(row.kind.source,),
                certainty="denied" if row.now is None else status.certainty,
                # Where a status was shown before, the day is that of the change.
                period=Period(start=row.day if row.was else None, end=row.day, basis="event"),
                place=_settlement(row.settlement, row.region),
                event=status.event,
                actor=status.actor,
            )
        )
        at += len(line) + 1
    text = "\n".join(lines)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=name, text=text, sha256=digest, title=title, url=rows[0].kind.url, publisher=rows[0].kind.source.name,
        published=rows[0].day,
    )  # fmt: skip
    return Reading(document=document, claims=tuple(claims))


@lru_cache(maxsize=10_000)
def _settlement(name: str, region: str) -> Place:
    """The settlement of that name in the region; where there are several, they are candidates."""
    oblast = region.split()[0].casefold() if region else ""
    found = [one for one in settlements(name.title()) if one.country == "ua"]
    inside = [one for one in found if one.oblast.casefold() == oblast]
    usual = [one for one in inside if one.usual] or inside
    if len(usual) == 1:
        return _place(usual[0])
    candidates = tuple(
        Candidate(name=one.name, id=one.id, oblast=one.oblast or None, lat=one.lat, lon=one.lon)
        for one in usual or found
    )
    written = name.title()
    return Place(
        name=usual[0].name if usual else written, as_written=written, oblast=usual[0].oblast if usual else None,
        candidates=candidates,
    )  # fmt: skip
