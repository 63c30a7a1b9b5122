"""Findings that somebody lets stand: kept with a reason, and superseded when that is withdrawn or told anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, exists, func, select

from onrecord.ledger import rows
from onrecord.ledger import schema as t
from onrecord.ledger.database import Database, Row, values_of
from onrecord.ledger.records import Acceptance

_a, _s = t.acceptances.c, t.superseded_acceptances.c
_gone = exists().where(_s.acceptance == _a.key)


def statement() -> Select[Any]:
    """Rows for `acceptance`, in the order recorded."""
    return select(t.acceptances, _gone.label("superseded")).order_by(_a.key)


def acceptance(row: Any) -> Acceptance:
    return Acceptance(
        finding=row.finding,
        rule=row.rule,
        verdict=row.verdict,
        words=row.words,
        because=row.because,
        reason=row.reason,
        document=row.document_id,
        by=row.accepted_by,
        recorded=datetime.fromisoformat(row.recorded),
        superseded=bool(row.superseded),
    )


def accept(database: Database, connection: Connection, said: Row, at: datetime) -> Acceptance:
    """Adds what is said, in the caller's writing transaction, unless it stands already."""
    standing = _standing(connection, said["finding"])
    if standing is not None and all(getattr(standing, name) == value for name, value in said.items()):
        return acceptance(standing)
    key = 1 + int(connection.scalar(select(func.coalesce(func.max(_a.key), 0))) or 0)
    _insert(database, connection, t.acceptances, {**said, "key": key, "recorded": rows.moment(at)})
    if standing is not None:
        _supersede(database, connection, standing.key, at, superseded_by=key)
    return acceptance(connection.execute(statement().where(_a.key == key)).one())


def withdraw(
    database: Database, connection: Connection, finding: str, reason: str | None, by: str | None, at: datetime
) -> Acceptance | None:
    standing = _standing(connection, finding)
    if standing is None:
        return None
    _supersede(database, connection, standing.key, at, reason=reason, withdrawn_by=by)
    return acceptance(connection.execute(statement().where(_a.key == standing.key)).one())


def _standing(connection: Connection, finding: str) -> Any:
    return connection.execute(statement().where(_a.finding == finding, ~_gone)).one_or_none()


def _supersede(database: Database, connection: Connection, key: int, at: datetime, **told: Any) -> None:
    row = dict.fromkeys(("superseded_by", "reason", "withdrawn_by")) | told
    _insert(database, connection, t.superseded_acceptances, {**row, "acceptance": key, "recorded": rows.moment(at)})


def _insert(database: Database, connection: Connection, table: Table, row: Row) -> None:
    database.insert(connection, table, [values_of(table)(row)])
