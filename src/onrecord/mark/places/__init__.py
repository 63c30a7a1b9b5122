"""Places in text: `places(text, taken, language)`.

`finding` says which words are places and of what kind, `evidence` what the text tells of where they lie,
`resolving` which settlement each name means. Words come from lexicon/languages/*/places.toml, names from the
pack's places.toml and the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.lexicon.gazetteer import Known, moved
from onrecord.mark.places.drafts import Draft
from onrecord.mark.places.evidence import Told, gathered
from onrecord.mark.places.finding import Finder
from onrecord.mark.places.resolving import Choice, resolve
from onrecord.mark.places.words import table
from onrecord.mark.records import Offset, PlaceMark
from onrecord.model import Candidate, Span

__all__ = ["places"]

_CANDIDATES = 6


def places(
    text: str, taken: Sequence[Span] = (), language: str = "en", published: date | None = None
) -> tuple[PlaceMark, ...]:
    """Place marks of `text`, in order, none over a span in `taken`; resolved within the document. Linear in its
    length. English, Ukrainian and Russian; any other language is read as English. `published` tells where the front
    was, which counts for places that nothing else tells apart."""
    finder = Finder(text, taken, table(language))
    drafts = finder.read()
    if not drafts:
        return ()
    told = gathered(finder.text, drafts)
    chosen = resolve(text, drafts, told, published)
    return tuple(_mark(text, *one) for one in zip(drafts, chosen, (one.told for one in told), strict=True))


def _mark(text: str, draft: Draft, choice: Choice | None, told: Told | None) -> PlaceMark:
    span = Span(draft.start, draft.end)
    written = span.of(text)
    if choice is None:
        return _region(draft, span, written)
    known = choice.known
    offset = _offset(told, draft, known)
    if known is None:
        ranked = tuple(_candidate(one) for one in choice.ranked[:_CANDIDATES])
        return PlaceMark(
            span=span, name=_plain(draft, written), kind=draft.kind, candidates=ranked, why=choice.why, offset=offset
        )
    if draft.kind == "settlement":
        return PlaceMark(
            span=span, name=known.name, kind=draft.kind, id=known.id, oblast=known.oblast or None, lat=known.lat,
            lon=known.lon, why=choice.why, raion=known.raion or None, offset=offset,
        )  # fmt: skip
    at = (known.lat, known.lon) if draft.kind == "direction" else (None, None)  # a plant may lie elsewhere
    return PlaceMark(
        span=span, name=written, kind=draft.kind, oblast=known.oblast or None, lat=at[0], lon=at[1],
        why=choice.why, raion=known.raion or None, anchor=known.id, offset=offset,
    )  # fmt: skip


def _plain(draft: Draft, written: str) -> str:
    return written.replace("’", "'") if draft.kind == "settlement" else written


def _region(draft: Draft, span: Span, written: str) -> PlaceMark:
    """An oblast, raion or river, with the gazetteer's identity where its name is of one; any other area as written."""
    fitting = [one for one in draft.options if one.kind == draft.kind]
    if len(fitting) != 1:
        ranked = tuple(_candidate(one) for one in fitting[:_CANDIDATES])
        why = f"{len(fitting)} of this name" if fitting else ""
        return PlaceMark(span=span, name=written, kind=draft.kind, candidates=ranked, why=why)
    one = fitting[0]
    is_point = one.kind != "river"
    return PlaceMark(
        span=span, name=written, kind=draft.kind, id=one.id, oblast=one.oblast if one.kind == "raion" else None,
        lat=one.lat if is_point else None, lon=one.lon if is_point else None,
    )  # fmt: skip


def _candidate(one: Known) -> Candidate:
    return Candidate(name=one.name, id=one.id, oblast=one.oblast or None, lat=one.lat, lon=one.lon)


def _offset(told: Told | None, draft: Draft, known: Known | None) -> Offset | None:
    if told is None or told.km is None:
        return None
    lat, lon = moved(known.lat, known.lon, told.km, told.bearing) if known else (None, None)
    return Offset(
        span=Span(told.start, draft.start), km=told.km, bearing=told.bearing,
        lat=None if lat is None else round(lat, 4), lon=None if lon is None else round(lon, 4),
    )  # fmt: skip
