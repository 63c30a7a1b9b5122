"""What a check says, in words: the same for the terminal and the page."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.audit.check import Checked, Cited, Remark, Repair
from onrecord.ledger.records import Acceptance
from onrecord.model import Span
from onrecord.publish import words
from onrecord.publish.check.draft import Draft
from onrecord.publish.report import plural

MOST = 8  # figures that are named one by one
LEVELS = ("error", "warning", "note")


def verdict(remark: Remark) -> str:
    return words.VERDICT_WORDS[remark.finding.verdict]


def counts(checked: Checked) -> str:
    """ "2 errors, 1 warning, 1 accepted; 9 checks hold", "nothing to look at; 9 checks hold"."""
    seen = [one.level for one in checked.remarks if one.accepted is None]
    told = [plural(seen.count(level), level) for level in LEVELS if level in seen]
    accepted = len(checked.remarks) - len(seen)
    if accepted:
        told.append(f"{accepted} accepted")
    return (", ".join(told) or "nothing to look at") + f"; {holding(checked)}"


def holding(checked: Checked) -> str:
    hold = checked.verdicts.get("holds", 0)
    return "1 check holds" if hold == 1 else f"{hold or 'no'} checks hold"


def anything(checked: Checked) -> bool:
    """Whether there was something that could be checked: that nothing was found is another thing."""
    return any(count for verdict, count in checked.verdicts.items() if verdict != "no_record")


def nothing(draft: Draft) -> str:
    """Why nothing could be checked."""
    checked = draft.checked
    if not checked.reading.claims:
        return "Nothing could be checked: no claim was read in this text."
    if not checked.figures:
        return "Nothing could be checked: no claim of this text states a figure."
    count = checked.figures
    alone = "its one figure stands alone" if count == 1 else f"none of its {count} figures stands in a sum with another"
    there = "there is no ledger" if not checked.asked else "nothing of the kind is on record"
    return f"Nothing could be checked: {alone}, and {there} to compare with."


def coverage(draft: Draft, *, named: bool = True) -> Iterator[str]:
    """How many figures could be checked, and against what; which could not, where they are to be `named`."""
    checked = draft.checked
    if anything(checked) and checked.figures:
        missed = len(checked.unchecked)
        told = f"{checked.figures - missed} of {plural(checked.figures, 'figure')} could be checked"
        if missed and named:
            places = [f"{said(draft, figure.span)} ({draft.at(figure.span.start)})" for figure in checked.unchecked]
            told += ", not: " + ", ".join(places[:MOST]) + (f" and {missed - MOST} more" if missed > MOST else "")
        yield told + "."
    elif not anything(checked):
        yield nothing(draft)
    yield against(draft)


def against(draft: Draft) -> str:
    """ "Checked against war.db as of 14 Aug 2023." """
    checked = draft.checked
    if not checked.asked:
        sought = f": there is no ledger at {draft.sought}" if draft.sought else ""
        return f"Checked against itself alone{sought}."
    when = f"as of {words.day(checked.as_of)}" if checked.as_of else "whatever its date, for the draft has none"
    return f"Checked against {draft.ledger}, {when}."


def cited(one: Cited) -> str:
    """ "250,240 Russian personnel lost, in total, 24 Feb 2022 – 7 Aug 2023; General Staff of Ukraine, via X,
    published 7 Aug 2023"."""
    claim, document = one.claim, one.document
    when = words.period(claim.period)
    told = words.headline(claim) + (f", {when}" if when else "")
    who = words.chain(claim.sources, document.publisher)
    if document.publisher and claim.sources and words.line(document.publisher) not in who:
        who += f", in {words.line(document.publisher)}"
    return f"{told}; {who}, " + (f"published {words.day(document.published)}" if document.published else "undated")


def suspect(repair: Repair, draft: Draft) -> str:
    """ "4,410 (5:13) may read 4,140: two digits are swapped"."""
    if repair.figure is not None:
        span = repair.figure.span
        which = f"{said(draft, span)} ({draft.at(span.start)})"
    else:
        which = recorded(repair)
    return f"{which} may read {words.line(repair.suspect.instead)}: {words.line(repair.suspect.why)}"


def recorded(repair: Repair) -> str:
    """A suspect that is no figure of the draft."""
    quantity = words.quantity_of(repair.cited.claim) if repair.cited is not None else None
    return f"{words.figure(quantity)} on record" if quantity is not None else "a figure on record"


def beside(remark: Remark, draft: Draft) -> str | None:
    """ "254,380 (7:57), 530 (8:3)": the other figures of the draft in the sum."""
    named = [f"{said(draft, one.span)} ({draft.at(one.span.start)})" for one in remark.beside]
    more = len(named) - MOST
    return (", ".join(named[:MOST]) + (f" and {more} more" if more > 0 else "")) or None


def accepted(acceptance: Acceptance) -> str:
    """ "by the news desk on 14 Aug 2023: the staff confirmed it"."""
    by = f"by {words.line(acceptance.by)} " if acceptance.by else ""
    return f"{by}on {words.day(acceptance.recorded.date())}: {words.line(acceptance.reason)}"


def said(draft: Draft, span: Span) -> str:
    """The words of a figure, short."""
    return words.shorten(span.of(draft.text), 40) or "here"
