"""Bytes -> Documents: text, HTML, feeds, JSON and JSONL, from a file, a folder, a URL or standard input.

What cannot be read comes out as `Unread` in its place, and the rest is read. `readers.py` lists the readers.
"""

from __future__ import annotations

from onrecord.read.records import MAX_BYTES, MAX_TEXT, Origin, Unread
from onrecord.read.targets import count, documents

__all__ = ["MAX_BYTES", "MAX_TEXT", "Origin", "Unread", "count", "documents"]
