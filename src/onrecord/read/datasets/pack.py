"""The datasets that the war pack knows (datasets.toml), recognised by their columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from onrecord.lexicon import load
from onrecord.model import Source
from onrecord.read.datasets.records import Column, Dataset, Estimates, Figure

_PACK = "packs/ukraine"


def recognised(columns: Collection[str]) -> Dataset | None:
    """The dataset that has these columns; None when the pack knows none."""
    names = frozenset(columns)
    for raw in (*load(f"{_PACK}/datasets.toml")["datasets"], *load(f"{_PACK}/rivals.toml")["datasets"]):
        if names.issuperset(raw["known_by"]) and names.isdisjoint(raw.get("unless", ())):
            return known()[raw["id"]]
    return None


@lru_cache(maxsize=None)
def known() -> dict[str, Dataset]:
    """All datasets of the pack by id."""
    raw = load(f"{_PACK}/datasets.toml")
    rivals = load(f"{_PACK}/rivals.toml")
    return {one["id"]: _dataset(one, raw) for one in raw["datasets"]} | {
        one["id"]: _estimates(one, rivals) for one in rivals["datasets"]
    }


def is_estimate(document: str) -> bool:
    """Whether a document (its id) is a row of a table of estimates: what somebody once put at so much, be it his own
    figure, and no line of a running count."""
    return document.partition("/")[0] in _estimate_ids()


@lru_cache(maxsize=None)
def _estimate_ids() -> frozenset[str]:
    return frozenset(one["id"] for one in load(f"{_PACK}/rivals.toml")["datasets"])


def lists() -> Iterator[tuple[str, str | None]]:
    """Where datasets are one list of a JSON object: the list's name, and that of the moment it was last changed."""
    for raw in load(f"{_PACK}/rivals.toml")["datasets"]:
        if "rows" in raw:
            yield raw["rows"], raw.get("updated")


def reports(report: Mapping[str, Any]) -> tuple[str, str] | None:
    """The id and the publisher of the reports of which this is one, told by its columns and words; None when nobody
    can tell."""
    text = str(report.get("text")).casefold().lstrip()
    for raw in load(f"{_PACK}/datasets.toml")["reports"]:
        known = report.keys() == set(raw["columns"]) and text.startswith(raw["begins"])
        if known and all(words in text for words in raw["says"]):
            return raw["id"], raw["publisher"]
    return None


@lru_cache(maxsize=None)
def official() -> Source:
    """Whose figures a tally of the war is, unless a dataset names another."""
    return Source(**load(f"{_PACK}/datasets.toml")["official"])


def columns(dataset: str) -> dict[str, tuple[Column, ...]]:
    """What each column of the dataset counts, from the definitions of equipment.toml."""
    found: dict[str, list[Column]] = {}
    for series in load(f"{_PACK}/equipment.toml")["series"]:
        name = series["columns"].get(dataset)
        if name is not None:
            column = Column(category=series["category"], since=series["from"], until=series.get("until"))
            found.setdefault(name, []).append(column)
    return {name: tuple(meanings) for name, meanings in found.items()}


def _dataset(raw: dict[str, Any], pack: dict[str, Any]) -> Dataset:
    transcriber = Source(**raw["transcriber"])
    whose = Source(**raw["official"]) if "official" in raw else official()
    # A correction is what the transcriber finds between two reports: the official source never states it.
    chain = (transcriber,) if raw["form"] == "corrections" else (transcriber, whose)
    plain = ("id", "form", "title", "url", "licence", "date", "recorded", "address", "category", "model", "total")
    return Dataset(
        **{name: raw[name] for name in plain if name in raw},
        chain=chain,
        publisher=transcriber.name,
        columns=columns(raw["id"]),
        categories=raw.get("categories", {}),
        bounds=raw.get("bounds", {}),
        words=pack["bounds"],
        ignored=frozenset(raw.get("ignored", ())),
    )


def _estimates(raw: dict[str, Any], pack: dict[str, Any]) -> Dataset:
    transcriber = raw["transcriber"]
    names = [transcriber] + ([raw["official"]] if "official" in raw else [])
    by_column = raw.get("side") not in ("russia", "ukraine")
    plain = ("id", "form", "title", "url", "licence", "date", "date_format", "address")
    special = ("published", "source", "type", "flag", "sides", "types")
    return Dataset(
        **{"form": "estimates"} | {name: raw[name] for name in plain if name in raw},
        chain=tuple(Source(name=name, id="") for name in names),
        publisher=transcriber,
        side="other" if by_column else raw["side"],
        ignored=frozenset(raw.get("ignored", ())),
        estimates=Estimates(
            **{name: raw[name] for name in special if name in raw},
            side=raw.get("side") if by_column else None,
            figures=tuple(Figure(**figure) for figure in raw["figures"]),
            chains={written: tuple(chain) for written, chain in pack["sources"].items()},
            methods=pack["methods"],
        ),
    )
