"""The error tree. Exceptions are for I/O and misuse; what is wrong *with a document* is a `Note` or a `Finding`.

    OnrecordError            exit code
    ├── InputError           3   a file, folder, URL or stream that cannot be read as what it should be
    │   └── FetchError       3   a URL that did not answer, or answered with something else
    ├── LedgerError          4   the ledger cannot be opened, read or written
    │   └── LedgerReadOnly   4
    ├── UsageError           2   options that contradict each other, a date that is none
    ├── OutputError          5   what was read cannot be written where it should go
    └── Interrupted        130   Ctrl-C; what was committed stays

`message` says what happened, `hint` what to do next; both are one line.
"""

from __future__ import annotations

from typing import ClassVar


class OnrecordError(Exception):
    """Base of all errors that a caller of Onrecord is expected to handle."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(OnrecordError):
    exit_code = 2


class InputError(OnrecordError):
    exit_code = 3


class FetchError(InputError):
    pass


class LedgerError(OnrecordError):
    exit_code = 4


class LedgerReadOnly(LedgerError):
    pass


class OutputError(OnrecordError):
    exit_code = 5


class Interrupted(OnrecordError):
    exit_code = 130
