"""Rows of datasets as claims: the shape that docs/import.md promises, and ids that stay."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.claim.estimators import named
from onrecord.claim.rows import reading
from onrecord.model import Loss, Reading
from onrecord.model.codec import claim_from_dict, claim_to_dict
from onrecord.read.datasets import known, recognised, rows, table
from onrecord.read.datasets.pack import official

PERSONNEL = {"date": "2023-08-14", "day": 537, "personnel": 254380, "personnel*": "about"}
EQUIPMENT = {"date": "2023-08-14", "tank": 4306, "field artillery": 5099, "MRL": 714, "drone": 4213}


def readings(*days: dict[str, Any], published: date | None = None) -> list[Reading]:
    made = table(json.dumps(days).encode(), "f")
    assert made is not None
    dataset = recognised(made.columns)
    assert dataset is not None
    found, _ = rows(made, dataset, today=date(2026, 11, 1), published=published)
    return [reading(dataset, row) for row in found]


def test_a_row_as_a_claim() -> None:
    (one,) = readings(PERSONNEL)
    document = one.document
    assert (document.id, document.publisher, document.published) == (
        "petroivaniuk-personnel/2023-08-14", "PetroIvaniuk", date(2023, 8, 14),
    )  # fmt: skip
    assert document.text == "2023-08-14 personnel about 254380"
    assert document.url and document.title and document.title.endswith("2023-08-14")
    (claim,) = one.claims
    assert isinstance(claim, Loss)
    assert claim.text == claim.span.of(document.text) == document.text
    assert [source.id for source in claim.sources] == ["petroivaniuk", "ua-general-staff"]
    assert (claim.side, claim.category, claim.measure, claim.as_reported, claim.certainty) == (
        "russia", "personnel", "cumulative", "personnel", "asserted",
    )  # fmt: skip
    assert (claim.period.start, claim.period.end) == (date(2022, 2, 24), date(2023, 8, 14))
    assert (claim.quantity.value, claim.quantity.bound) == (Decimal(254380), "about")
    assert claim.quantity.low is not None and claim.quantity.low < 254380
    assert claim_from_dict(claim_to_dict(claim)) == claim


def test_every_figure_of_a_row_stands_on_a_line_of_its_own() -> None:
    (one,) = readings(EQUIPMENT)
    assert [claim.span.of(one.document.text) for claim in one.claims] == one.document.text.split("\n")
    assert "2023-08-14 field artillery 5099" in one.document.text
    assert len({claim.id for claim in one.claims}) == 4


@given(st.permutations(list(EQUIPMENT)), st.integers(0, 3))
def test_ids_do_not_hang_on_the_order_of_columns_and_rows(names: list[str], at: int) -> None:
    others = [{**EQUIPMENT, "date": f"2023-08-1{n}"} for n in range(3)]
    moved = [*others[:at], {name: EQUIPMENT[name] for name in names}, *others[at:]]
    assert readings(*moved)[-1] == readings(EQUIPMENT)[0]


def test_a_changed_figure_is_another_claim_in_another_version() -> None:
    (before,), (after,) = readings(EQUIPMENT), readings({**EQUIPMENT, "tank": 4307})
    assert before.document.id == after.document.id and before.document.sha256 != after.document.sha256
    assert len({claim.id for claim in before.claims} & {claim.id for claim in after.claims}) == 3


def test_a_correction_is_the_transcribers_own_entry_over_the_war() -> None:
    (one,) = readings({"date": "2023-10-03", "tank": 5, "field artillery": 0, "MRL": 0, "drone": -1, "personnel": 0})
    (tank, drone) = one.claims
    assert isinstance(tank, Loss) and isinstance(drone, Loss)
    assert (tank.measure, tank.quantity.value, drone.quantity.value) == ("increment", 5, -1)
    assert (drone.quantity.low, drone.quantity.high) == (-1, -1)
    assert (tank.period.start, tank.period.end) == (date(2022, 2, 24), date(2023, 10, 3))
    assert [source.id for source in tank.sources] == ["petroivaniuk"]


def test_figures_of_no_known_day_are_filed_under_none() -> None:
    row = {"equipment_oryx": "Tanks", "model": "T-62M", "losses_total": 50}
    (one,) = readings(row)
    (claim,) = one.claims
    assert (one.document.published, claim.period.start, claim.period.end) == (None, None, None)
    assert isinstance(claim, Loss)
    assert ([source.id for source in claim.sources], claim.as_reported) == (["petroivaniuk", "oryx"], "Tanks: T-62M")
    (dated,) = readings(row, published=date(2023, 6, 1))
    assert (dated.claims[0].period.start, dated.claims[0].period.end) == (date(2022, 2, 24), date(2023, 6, 1))


def test_official_sources_are_those_of_the_registry() -> None:
    for source in [official(), *(dataset.chain[-1] for dataset in known().values() if len(dataset.chain) > 1)]:
        found = named(source.name)
        assert found is not None and (found.id or source.id, found.name) == (source.id or found.id, source.name)
