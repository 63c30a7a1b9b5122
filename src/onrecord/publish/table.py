"""Claims of a ledger as a table for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.model import TakenBack
from onrecord.publish import words

if TYPE_CHECKING:
    from onrecord.ledger import Recorded


def claims_table(
    recorded: Iterable[Recorded],
    taken_back: Iterable[TakenBack] = (),
    *,
    width: int | None = None,
    color: bool = False,
) -> str:
    """A row a claim: when it was about, what, who said so and how sure, where; what it takes back, and where it is
    taken back itself; then the count."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("Published", no_wrap=True)
    table.add_column("Claim", ratio=5, overflow="fold")
    table.add_column("Said by", ratio=4, overflow="fold")
    table.add_column("About", ratio=3, overflow="fold")
    count = 0
    recorded = list(recorded)
    notes = _notes(recorded, taken_back)
    for item in recorded:
        count += 1
        claim, document = item.claim, item.document
        what = Text(words.headline(claim))
        if claim.kind == "quote":
            what = Text(words.quoted(words.shorten(claim.text, 80)))
        if item.superseded:
            what.append(" (superseded)", style="dim")
        for note in notes.get(item.claim.id, ()):
            what.append(f"\n{note}", style="dim")
        about = filter(None, (words.period(claim.period), words.place(claim.place)))
        table.add_row(
            Text(document.published.isoformat() if document.published else "–"),
            what,
            Text(
                words.chain(claim.sources, document.publisher)
                + (f" ({claim.certainty})" if claim.certainty != "asserted" else "")
            ),
            Text("; ".join(about)),
        )
    out = io.StringIO()
    console = Console(file=out, width=max(width or 80, 40), force_terminal=color, no_color=not color, highlight=False)
    if count:
        console.print(table)
    console.print(f"{count:,} claim{'' if count == 1 else 's'}", style="dim")
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _notes(recorded: Iterable[Recorded], taken_back: Iterable[TakenBack]) -> dict[str, list[str]]:
    """What stands under a claim: what it takes back, in its text or from another, and where it is taken back."""
    out: dict[str, list[str]] = {}
    for item in recorded:
        for retraction in item.claim.retracts:
            verb = _VERBS[retraction.how]
            out.setdefault(item.claim.id, []).append(f"{verb[0]} what is said in the same text")
            out.setdefault(retraction.claim, []).append(f"{verb[1]} in the same text")
    for one in taken_back:
        verb = _VERBS[one.how]
        out.setdefault(one.claim, []).append(f"{verb[0]}: {words.line(one.because)}")
        out.setdefault(one.earlier, []).append(f"{verb[1]} later")
    return out


_VERBS = {"corrects": ("corrects", "corrected"), "reverses": ("takes back", "taken back")}
