"""The ledger's figures as entries of one official count, each with the transcription that has it.

A count is a voice of the war pack: the General Staff's is also the Ministry of Defence's. A figure is of it when the
innermost of its sources is, but for a row of a table of estimates, whoever is named there; who wrote it down is the
outermost, or the publisher. The voice's own page is `official`; a transcription has its totals day by day; who gives
one now and then is `occasional`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.claim.canonical import resolve
from onrecord.claim.registry import registry
from onrecord.lexicon import load
from onrecord.read.datasets import is_estimate
from onrecord.tally.categories import Subject

if TYPE_CHECKING:
    from onrecord.ledger.figures import Figure

DAY = timedelta(days=1)
_DAILY = 2  # days that a daily figure covers by the house rule: the day before, and its own
_TOLD = frozenset(("exact", "about", "more_than"))


class Entry(NamedTuple):
    """A figure of one day. `counted`: by the voice's own page, or by a transcription of it and not in passing."""

    id: str
    day: date
    value: Decimal
    transcription: str
    official: bool
    bound: str
    document: str
    url: str | None
    published: date | None
    known_from: str
    superseded_from: str | None


class Count(NamedTuple):
    """All entries of a subject, by day and then by when they were known."""

    totals: tuple[Entry, ...]
    increments: tuple[Entry, ...]
    corrections: tuple[Entry, ...] = ()


def entries(figures: Iterable[Figure], subject: Subject, sources: frozenset[str], pages: frozenset[str]) -> Count:
    """Totals since the war's first day, what the reports of a day add to them, and what transcribers correct.
    `sources` are the ids of the voice, `pages` further publishers that speak for it, in lower case."""
    war: str = load("packs/ukraine/pack.toml")["start"].isoformat()
    several = bool(subject.beside or subject.own)
    ours: dict[tuple[str | None, str | None], tuple[str, bool] | None] = {}
    days: dict[str, date] = {}
    totals: list[Entry] = []
    increments: list[Entry] = []
    corrections: list[Entry] = []
    for (
        id, on, start, measure, value, bound, chain, as_reported, document, publisher, url, told, known, superseded,
    ) in figures:  # fmt: skip
        if bound not in _TOLD or on > known:
            continue  # nobody knows the total of a day to come
        who = chain, publisher
        if who in ours:
            named = ours[who]
        else:
            named = ours[who] = _transcription(chain, publisher, sources, pages)
        if named is None and chain != publisher or is_estimate(document):
            continue
        day = days.get(on) or days.setdefault(on, date.fromisoformat(on))
        if named is None:
            # An entry since the war's first day is no day's: it corrects the transcriber's own totals.
            if measure != "increment" or start != war:
                continue
            named, listed = (publisher or "", False), corrections
        elif measure == "cumulative":
            if start != war:
                continue  # of one battle, or of one year
            listed = totals
        elif start is not None and (day - date.fromisoformat(start)).days < _DAILY:
            listed = increments
        else:
            continue
        if several and not subject.holds(as_reported, day):
            continue
        published = None if told is None else days.get(told) or days.setdefault(told, date.fromisoformat(told))
        name, official = named
        listed.append(
            Entry(
                id, day, Decimal(value), name, official, bound or "exact", document, url, published, known, superseded,
            )
        )  # fmt: skip
    carried = {entry.transcription for entry in totals}
    corrections = [entry for entry in corrections if entry.transcription in carried]
    return Count(tuple(totals), tuple(increments), tuple(corrections))


_UNNAMED = "a text without a publisher"


def _transcription(
    names: str | None, publisher: str | None, voice: frozenset[str], pages: frozenset[str]
) -> tuple[str, bool] | None:
    """Who wrote a figure down, and whether that is the voice itself; None when somebody else counted."""
    chain = names.split(" > ") if names else []
    publisher = publisher or ""
    own = publisher.casefold() in pages or _of(publisher, voice)
    if not _of(chain[-1], voice) if chain else not own:
        return None
    others = [name for name in chain if not _of(name, voice)]
    if others:
        return others[0], False
    return publisher or _UNNAMED, own


@lru_cache(maxsize=1024)
def _of(name: str, voice: frozenset[str]) -> bool:
    return bool(name) and resolve(registry(), name).id in voice
