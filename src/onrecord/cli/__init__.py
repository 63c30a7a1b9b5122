"""The command line. No logic here: commands call the rooms below, which are loaded when a command runs."""

from __future__ import annotations

from onrecord.cli.door import main

__all__ = ["main"]
