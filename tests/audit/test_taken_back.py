"""What a source takes back of what other documents hold of it, by the order of publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord import ledger
from onrecord.audit.taken_back import of_reading, taken_back
from onrecord.claim import reading
from onrecord.ledger import Ledger
from onrecord.model import Document, Reading

WITHDREW = "Russian military bloggers claimed that Russian forces had withdrawn from Robotyne."
HOLD = "Russian military bloggers said that Russian forces still hold Robotyne."
LIST = "Russia lost {total} troops on {day}, the General Staff said."


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with ledger.open(tmp_path / "l.db") as opened:
        yield opened


def read(id: str, published: str, text: str, publisher: str = "Example Daily") -> Reading:
    return reading(Document(id=id, text=text, sha256=id, published=date.fromisoformat(published), publisher=publisher))


def backs(book: Ledger, later: Reading) -> list[tuple[str, str, str]]:
    return [(one.how, one.document, one.claim) for one in of_reading(later, book)]


def test_a_place_of_which_the_same_source_says_the_opposite(book: Ledger) -> None:
    earlier, later = read("a", "2023-08-13", WITHDREW), read("b", "2023-08-14", HOLD)
    book.add(earlier)
    (one,) = of_reading(later, book)
    assert (one.claim, one.earlier, one.how) == (later.claims[0].id, earlier.claims[0].id, "reverses")
    assert (one.document, one.publisher, one.published) == ("a", "Example Daily", date(2023, 8, 13))
    assert one.because == (
        "Russian military bloggers said, by what was published on 13 August 2023 (Example Daily), "
        "that Russia left Robotyne, and now that Russia held Robotyne."
    )


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("2023-08-12", WITHDREW),  # the later document is not taken back by the one before it
        ("2023-08-14", WITHDREW),  # nobody knows which of one day came first
        ("2023-05-01", WITHDREW),  # too long ago for "still"
        ("2023-08-13", WITHDREW.replace("Russian military bloggers", "The Russian Ministry of Defence")),
        ("2023-08-13", WITHDREW.replace("Robotyne", "Avdiivka")),
    ],
)
def test_what_takes_nothing_back(book: Ledger, published: str, text: str) -> None:
    now, before = read("b", "2023-08-14", HOLD), read("a", published, text)
    if published < "2023-08-13" and published > "2023-08-01":
        now, before = before, now
    book.add(before)
    assert backs(book, now) == []


def test_losing_a_village_later_takes_nothing_back(book: Ledger) -> None:
    book.add(read("a", "2023-05-02", "The General Staff said Ukrainian forces captured Robotyne on 1 May."))
    later = read("b", "2023-06-10", "The General Staff said Ukrainian forces withdrew from Robotyne on 9 June.")
    assert backs(book, later) == []
    book.add(later)
    assert backs(book, read("c", "2023-06-12", "The General Staff said Russian forces still hold Robotyne.")) == []


def test_a_figure_given_anew_for_the_very_same_days(book: Ledger) -> None:
    book.add(read("a", "2023-08-14", LIST.format(day="August 12, 2023", total="530")))
    anew = read("b", "2023-08-15", LIST.format(day="August 12, 2023", total="520"))
    assert [(how, document) for how, document, _ in backs(book, anew)] == [("corrects", "a")]
    assert backs(book, read("c", "2023-08-15", LIST.format(day="August 12, 2023", total="530"))) == []
    assert backs(book, read("d", "2023-08-15", LIST.format(day="August 13, 2023", total="610"))) == []
    other = LIST.replace("the General Staff", "the UK Ministry of Defence").format(day="August 12, 2023", total="490")
    assert backs(book, read("e", "2023-08-15", other)) == []


def test_only_what_was_published_by_the_day_counts(book: Ledger) -> None:
    book.add(read("a", "2023-08-13", WITHDREW))
    later = read("b", "2023-08-14", HOLD)
    assert of_reading(later, book, date(2023, 8, 12)) == ()
    assert len(of_reading(later, book, date(2023, 8, 13))) == 1


def test_many_are_looked_up_at_once_as_one_by_one(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(4):
        book.add(read(f"a{n}", f"2023-08-0{n + 1}", WITHDREW if n % 2 else HOLD))
    told = [(item.claim, item.document) for item in book.claims()]
    one_by_one = taken_back(told, book)
    monkeypatch.setattr("onrecord.audit.taken_back._FEW", 0)
    assert taken_back(told, book) == one_by_one != ()
