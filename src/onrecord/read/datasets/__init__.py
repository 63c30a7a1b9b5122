"""Datasets: files whose rows are figures already, one by one, with the line where each stands.

A `Dataset` (a file's columns and what they mean) comes from the war pack, which knows some by their columns, or from a
mapping file that a person writes. `tables` reads bytes into rows of words and tolerates what is broken; `rows` makes
`Row`s of figures of them and reports, as `Problem`s, what cannot be one. `contents` tells what an input holds, a table
or documents such as the posts of a channel. `onrecord.claim.rows` makes claims of rows.
"""

from __future__ import annotations

from onrecord.read.datasets.clock import today
from onrecord.read.datasets.contents import Contents, contents
from onrecord.read.datasets.estimates import estimates
from onrecord.read.datasets.inputs import Payload, payloads
from onrecord.read.datasets.mapping import mapped, named
from onrecord.read.datasets.pack import is_estimate, known, recognised
from onrecord.read.datasets.records import Cell, Column, Dataset, Estimate, Problem, Row
from onrecord.read.datasets.rows import rows
from onrecord.read.datasets.tables import Table, table

__all__ = [
    "Cell",
    "Column",
    "Contents",
    "Dataset",
    "Estimate",
    "Payload",
    "Problem",
    "Row",
    "Table",
    "contents",
    "estimates",
    "is_estimate",
    "known",
    "mapped",
    "named",
    "payloads",
    "recognised",
    "rows",
    "table",
    "today",
]
