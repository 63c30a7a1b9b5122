"""A draft checked: in the order of its text, at the words themselves, with ids that survive an edit elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import ledger
from onrecord.audit.check import Checked, check, identity, let_stand
from onrecord.claim import reading
from onrecord.ledger import Acceptance, Ledger
from onrecord.model import Document, Finding, Span

DAY = date(2023, 8, 14)
SUM = (
    "Russia lost 4,410 troops in the past week, the General Staff of Ukraine said. The General Staff of Ukraine said "
    "Russia has suffered a total of 254,380 troop losses since the beginning of the invasion."
)
WEEK_AGO = "The General Staff of Ukraine said Russia has lost 250,240 troops since the beginning of the invasion."
AREA = "Ukraine's army liberated 40 square kilometres (25 square miles) near Bakhmut, Hanna Maliar said."
CUT = "Ukraine's army liberated 3 square kilometres (1.15 square miles) near Bakhmut, Hanna Maliar said."


def draft(text: str, day: date | None = DAY, id: str = "draft") -> Document:
    return Document(id=id, text=text, sha256=id, published=day, publisher="The Example")


def checked(text: str, record: Ledger | None = None, **options: date) -> Checked:
    return check(reading(draft(text)), record, **options)


def said(result: Checked) -> list[tuple[str, str]]:
    return [(one.finding.verdict, one.span.of(result.document.text)) for one in result.remarks]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with ledger.open(tmp_path / "l.db") as opened:
        before = Document(
            id="before", text=WEEK_AGO, sha256="b", published=date(2023, 8, 7), publisher="General Staff of Ukraine"
        )
        opened.add(reading(before))
        yield opened


def test_each_remark_stands_at_the_words_of_its_figure_in_the_order_of_the_text(book: Ledger) -> None:
    text = f"{AREA}\n{SUM}\nOn Sunday, August 14, nothing else was told.\n{CUT}\nOn Sunday, August 14, it rained."
    assert said(checked(text, book)) == [
        ("fails", "40 square kilometres (25 square miles"),
        ("fails", "4,410"),
        ("fails", "Sunday, August 14"),
        ("within_rounding", "3 square kilometres (1.15 square miles"),
        ("fails", "Sunday, August 14"),
    ]
    spans = [one.span for one in checked(text, book).remarks]
    assert spans == sorted(set(spans)), "the second Sunday is not taken for the first"


def test_a_weekday_that_fits_is_passed_by() -> None:
    text = "On Monday, August 14, it rained. On Tuesday, August 14, it rained. On Monday, August 14, it rained again."
    [remark] = checked(text).remarks
    assert remark.span == Span(text.index("Tuesday"), text.index("Tuesday") + len("Tuesday, August 14"))


def test_the_record_is_named_with_its_document_and_suspects_are_looked_up(book: Ledger) -> None:
    [remark] = checked(SUM, book).remarks
    assert [(one.claim.text[:4], one.document.id, one.document.published) for one in remark.cited] == [
        ("Russ", "before", date(2023, 8, 7))
    ]
    assert [one.span.of(SUM) for one in remark.beside] == ["254,380"]
    own, *others = remark.repairs
    assert own.figure is not None and own.replaced == (remark.span, "4,140")
    assert {(one.figure is None, one.cited is None) for one in others} == {(True, False), (False, True)}


def test_only_what_was_published_by_the_day_is_asked(book: Ledger) -> None:
    assert checked(SUM, book).asked and checked(SUM, book).as_of == DAY
    early = checked(SUM, book, as_of=date(2023, 8, 1))
    assert [one for one in early.remarks if one.cited] == [] and early.as_of == date(2023, 8, 1)
    assert checked(SUM).remarks == () and not checked(SUM).asked


def test_a_conversion_says_which_of_its_two_numbers_may_read_otherwise() -> None:
    [remark] = checked(AREA).remarks
    assert [(one.replaced[0].of(AREA), one.replaced[1]) for one in remark.repairs if one.replaced] == [
        ("25", "15"), ("40", "65")
    ]  # fmt: skip


def test_figures_that_nothing_could_check_are_told(book: Ledger) -> None:
    text = f"{SUM} Some 12 drones were downed in the night."
    result = checked(text, book)
    assert (result.figures, [one.span.of(text) for one in result.unchecked]) == (3, ["12"])
    assert checked("It rained.").figures == 0


def test_what_the_same_source_said_otherwise_before_is_a_warning(tmp_path: Path) -> None:
    earlier = "The Russian Ministry of Defence said its forces captured Robotyne on Sunday."
    later = "The Russian Ministry of Defence said Ukrainian forces still hold Robotyne."
    with ledger.open(tmp_path / "l.db") as book:
        book.add(reading(draft(earlier, date(2023, 8, 13), "earlier")))
        result = checked(later, book)
    assert [(one.finding.rule, one.level) for one in result.remarks] == [("taken_back", "warning")]
    assert [one.document.id for one in result.remarks[0].cited] == ["earlier"]


def test_an_accepted_finding_fails_nothing(book: Ledger) -> None:
    result = checked(f"{SUM}\n{CUT}", book)
    error, warning = result.remarks
    assert result.open() == (error,) and result.open(strict=True) == (error, warning)
    kept = Acceptance(
        finding=error.id, rule="sum", verdict="fails", words="4,410", because="…", reason="asked",
        document="draft", recorded=datetime(2023, 8, 14, tzinfo=UTC),
    )  # fmt: skip
    result = let_stand(result, [kept])
    assert result.open() == () and result.open(strict=True) == (warning,)
    assert result.remarks[0].accepted == kept
    assert let_stand(result, []).open() == (error,)


def test_what_one_change_would_mend_is_told_once(book: Ledger) -> None:
    """A stale total: the sum of the week and that of the day both fail for it."""
    yesterday = "The General Staff of Ukraine said Russia has lost 253,850 troops since the beginning of the invasion."
    book.add(
        reading(
            Document(
                id="y", text=yesterday, sha256="y", published=date(2023, 8, 13), publisher="General Staff of Ukraine"
            )
        )
    )
    text = (
        "Russia lost 4,140 troops in the past week, the General Staff of Ukraine said. The General Staff of Ukraine "
        "said Russia has suffered a total of 253,850 troop losses since the beginning of the invasion. That number "
        "includes 530 casualties suffered over the past day."
    )
    result = checked(text, book)
    [(repair, remarks)] = result.shared()
    assert (repair.figure and repair.figure.span.of(text), repair.suspect.instead) == ("253,850", "254,380")
    assert len(remarks) == len(result.open()) >= 2


@given(
    before=st.sampled_from(["", "It rained.\n", "Wind — і дощ.\n\n"]),
    after=st.sampled_from(["", "\nIt rained.", " Nobody spoke."]),
)
def test_an_id_stays_when_the_draft_is_edited_elsewhere(before: str, after: str) -> None:
    assert [one.id for one in checked(f"{before}{AREA}{after}").remarks] == [checked(AREA).remarks[0].id]


def test_an_id_is_another_when_words_or_figures_are() -> None:
    one = Finding(rule="sum", verdict="fails", because="1 + 1 = 2, but 3 is stated.", stated="3", computed="2")
    same = Finding(rule="sum", verdict="fails", because="Told otherwise.", claims=("c9",), stated="3", computed="2")
    assert identity(one, "lost  3\ntanks") == identity(same, "Lost 3 tanks")
    others = {
        identity(one, "lost 3 guns"),
        identity(Finding(rule="repeat", verdict="fails", because="", stated="3", computed="2"), "lost 3 tanks"),
        identity(Finding(rule="sum", verdict="fails", because="", stated="4", computed="2"), "lost 3 tanks"),
        identity(Finding(rule="sum", verdict="fails", because="", stated="3", computed="1"), "lost 3 tanks"),
    }
    assert len(others | {identity(one, "lost 3 tanks")}) == 5
