"""What a rule looks at: one reading, and beside it the record as it stood on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.audit.areas import Patch, own_patches
from onrecord.audit.gather import Beside, gather
from onrecord.audit.record import Record
from onrecord.audit.relate import relations_of
from onrecord.audit.relations import Relation
from onrecord.audit.said import Said, said
from onrecord.audit.series import Point, Series
from onrecord.model import Claim, Document, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One reading and the record beside it. `relations` holds, for each of `series` and in its order, the
    relations its figures stand in; `others` are the record's figures by other voices, of the same sides
    and categories; `beside` is that record, None when there was none to ask. `patches` are the document's
    areas, `recorded_patches` the record's of the same grounds, by day; `said` are the sentences that tell how
    figures hang together."""

    document: Document
    claims: tuple[Claim, ...]
    series: tuple[Series, ...]
    relations: tuple[tuple[Relation, ...], ...]
    others: tuple[Point, ...]
    as_of: date | None
    beside: Beside | None
    patches: tuple[Patch, ...] = ()
    recorded_patches: tuple[Patch, ...] = ()
    said: tuple[Said, ...] = ()


def view(reading: Reading, record: Record | None, as_of: date | None) -> View:
    """The view of `reading` and of what the record holds that was published by `as_of` (None: all of it)."""
    beside = Beside(record, reading.document, as_of) if record is not None else None
    series, others = gather(reading, beside)
    patches = own_patches(reading.claims, reading.document)
    return View(
        document=reading.document,
        claims=reading.claims,
        series=series,
        relations=tuple(relations_of(one) for one in series),
        others=others,
        as_of=as_of,
        beside=beside,
        patches=patches,
        said=said(reading.document, reading.claims),
        recorded_patches=beside.patches(patches) if beside is not None else (),
    )
