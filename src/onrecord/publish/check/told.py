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
_MONTHS = "January February March April May June July August September October November December".split()


def verdict(remark: Remark) -> str:
    return words.VERDICT_WORDS[remark.finding.verdict]


def name(draft: Draft) -> str:
    """The file, and which of its texts it is where it may hold several."""
    where, heading = words.line(draft.where), words.shorten(words.heading(draft.checked.document), 50)
    return where if draft.verbatim else f"{where}, {words.quoted(heading)}"


def outcome(draft: Draft) -> str:
    """ "2 errors, 1 warning, 1 accepted; 9 checks hold", "nothing to look at; 9 checks hold"; or why nothing could be
    checked, which is another thing than that nothing was found."""
    checked = draft.checked
    seen = [one.level for one in checked.remarks if one.accepted is None]
    told = [plural(seen.count(level), level) for level in LEVELS if level in seen]
    accepted = len(checked.remarks) - len(seen)
    if accepted:
        told.append(f"{accepted} accepted")
    if anything(checked):
        return f"{', '.join(told) or 'nothing to look at'}; {holding(checked)}"
    return "; ".join([*told, nothing(checked)])


def holding(checked: Checked) -> str:
    hold = checked.verdicts.get("holds", 0)
    return "1 check holds" if hold == 1 else f"{hold or 'no'} checks hold"


def anything(checked: Checked) -> bool:
    """Whether there was something that could be checked."""
    return any(count for verdict, count in checked.verdicts.items() if verdict != "no_record")


def nothing(checked: Checked) -> str:
    """Why nothing could be checked."""
    count = checked.figures
    if not checked.reading.claims:
        return "nothing could be checked: no claim was read in this text"
    if not count:
        return "nothing could be checked: no claim of this text states a figure"
    alone = "its one figure stands alone" if count == 1 else f"none of its {count} figures stands in a sum with another"
    there = "nothing of the kind is on record to compare with"
    if not checked.asked:
        there = "there is no ledger to compare with"
    elif checked.document.published is None:
        there = "the draft has no date, so that nobody knows which days of the record to compare with"
    return f"nothing could be checked: {alone}, and {there}"


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


def notes(checked: Checked) -> list[str]:
    """What the reading noted, and what to do about it."""
    hints = {"no-date": " (tell it with --published, or by a first line “date 2023-08-14”)"}
    return [words.line(note.message) + hints.get(note.code, "") for note in checked.reading.notes]


def suspect(repair: Repair, draft: Draft) -> str:
    """ "4,410 (5:13) may read 4,140: two digits are swapped"."""
    return f"{change(repair, draft)}: {words.line(repair.suspect.why)}"


def change(repair: Repair, draft: Draft) -> str:
    """ "4,410 (5:13) may read 4,140", "the day told of 4,410 (5:13) may be 7 August 2023"."""
    which = recorded(repair)
    if repair.figure is not None:
        which = f"{said(draft, repair.figure.span)} ({draft.at(repair.figure.span.start)})"
    return f"{of_days(repair)}{which} {may(repair)} {words.line(repair.suspect.instead)}"


def of_days(repair: Repair) -> str:
    """What stands before a figure whose days are suspected, and not the figure."""
    return "the time told of " if _dated(repair) else ""


def may(repair: Repair) -> str:
    instead = repair.suspect.instead.lstrip("+-−")
    return "may read" if not _dated(repair) and (instead[:1].isdigit() or repair.replaced) else "may be"


def _dated(repair: Repair) -> bool:
    """Whether days would be written in the place of others, and no number of a number."""
    return repair.replaced is None and any(month in repair.suspect.instead for month in _MONTHS)


def shared(draft: Draft) -> Iterator[str]:
    """ "One change would mend 3 of these errors: 253,850 (2:173) may read 254,380"."""
    for repair, remarks in draft.checked.shared():
        yield f"One change would mend {len(remarks)} of these errors: {change(repair, draft)}."


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
