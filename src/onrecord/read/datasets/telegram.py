"""A channel as Telegram Desktop exports it (result.json): each message with words is a document of the channel.

    {"name": "...", "type": "public_channel", "id": 1, "messages": [{"id": 7, "type": "message", "date":
     "2023-08-14T08:05:12", "date_unixtime": "1691989512", "text": "..." or ["...", {"type": "bold", "text": "..."}]}]}

The day of a message is that of the war's clock (the pack's `clock`): an export carries the clock of whoever made it.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from onrecord.model import Document
from onrecord.read.datasets.clock import clock
from onrecord.read.datasets.records import Problem
from onrecord.read.datasets.tables import Table, objects
from onrecord.read.records import Origin, Unread, digest, document

_MESSAGES = re.compile(r'"messages"\s{0,9}:\s{0,9}\[')


def messages(text: str, where: str) -> tuple[str | None, Table] | None:
    """The channel's name and its messages as rows, as far as the file is whole; None when `text` is no export."""
    found = _MESSAGES.search(text)
    if not text.lstrip().startswith("{") or found is None:
        return None
    try:
        head = json.loads(text[: found.end()] + "]}")
    except ValueError:
        head = {}
    name = head.get("name")
    return name if isinstance(name, str) else None, objects(text, where, found.end())


def posts(channel: str | None, table: Table, origin: Origin) -> tuple[list[tuple[int, Document]], list[Problem]]:
    """The messages with words, each with its line; a message without a day is reported."""
    found: list[tuple[int, Document]] = []
    problems = list(table.problems)
    for line, message in table.rows:
        text = _text(message.get("text"))
        if message.get("type") != "message" or not text.strip():
            continue
        day = _day(message)
        if day is None:
            said = f"message {message.get('id')} has no day; it was left out"
            problems.append(Problem(where=f"{table.where}:{line}", code="bad_date", message=said))
            continue
        made = document(
            origin, text=text, sha256=digest(text.encode()), id=f"{channel or origin.id}/{message.get('id')}",
            publisher=channel, published=day, at=str(line),
        )  # fmt: skip
        if isinstance(made, Unread):
            problems.append(Problem(where=made.where, code=made.code, message=made.message))
        else:
            found.append((line, made))
    return found, problems


def _text(written: Any) -> str:
    """The words of a message, which stand as a string or in pieces, some of them with a form."""
    if isinstance(written, str):
        return written
    if not isinstance(written, list):
        return ""
    pieces = (piece.get("text") if isinstance(piece, dict) else piece for piece in written)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _day(message: dict[str, Any]) -> date | None:
    stamp, written = message.get("date_unixtime"), message.get("date")
    there = clock()
    if there and isinstance(stamp, str) and stamp.isascii() and stamp.isdigit() and len(stamp) < 12:
        return datetime.fromtimestamp(int(stamp), there).date()
    try:
        return datetime.fromisoformat(written).date() if isinstance(written, str) else None
    except ValueError:
        return None
