"""Which transcription is used, where they part, what was restated, what is counted, as of when."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from onrecord import tally
from onrecord.ledger import Ledger
from onrecord.model import Period, Place, Quantity, Source
from onrecord.model.errors import UsageError
from onrecord.publish.tally import words

from .counts import STAFF, WAR, WEEK, added, ask, day, keep, loss, reading, row, totals


def test_the_official_page_comes_first_and_others_fill_its_gaps(book: Ledger) -> None:
    values = row("2023-08-12", [253290, 253850, 254380])
    keep(book, totals(values, by="Desk"), totals({"2023-08-13": 253850}))
    found = ask(book, days=3)
    assert [step.transcription for step in found.steps] == ["Desk", "Ministry of Defence of Ukraine", "Desk"]
    assert found.chosen.endswith("the official page comes first; for days that it lacks, Desk")


def test_a_text_that_nobody_published_is_no_official_page(book: Ledger) -> None:
    told = reading(loss(day("2023-08-14"), 254830, by=None, sources=(STAFF,)), by=None, on=day("2023-08-14"), id="note")
    unnamed = replace(told, document=replace(told.document, publisher=None))
    keep(book, totals(WEEK), [unnamed])
    found = ask(book, days=1)
    assert [(step.transcription, step.total) for step in found.steps] == [("Ministry of Defence of Ukraine", 254380)]
    assert [t.name for t in found.transcriptions] == ["Ministry of Defence of Ukraine", "a text without a publisher"]


def test_who_has_none_of_the_days_is_not_said_to_be_used(book: Ledger) -> None:
    values = row("2023-07-10", range(100, 140))
    keep(book, totals(values, by="Desk"), totals({"2023-07-12": 102}))
    keep(book, totals({on: value for on, value in values.items() if on < "2023-08-10"}, by="Best"))
    assert (
        ask(book, end=day("2023-07-12"), days=1).chosen
        == "Ministry of Defence of Ukraine: the official page comes first"
    )
    last = ask(book, end=day("2023-08-18"), days=1)
    assert last.steps[0].transcription == "Desk"
    assert last.chosen == (
        "Desk: it differs from others least often (0 days alone) and misses 0 days;"
        " of these days Ministry of Defence of Ukraine has none"
    )


def test_among_others_who_differs_least_then_who_misses_least(book: Ledger) -> None:
    whole = row("2023-07-01", range(100, 140))
    odd = {**whole, "2023-07-20": 999}
    short = {on: value for on, value in whole.items() if on != "2023-07-10"}
    keep(book, totals(odd, by="Alpha"), totals(short, by="Beta"), totals(whole, by="Gamma"))
    found = ask(book, start=day("2023-07-02"))
    assert [(t.name, t.alone, t.missing) for t in found.transcriptions] == [
        ("Gamma", 0, 0),
        ("Beta", 0, 1),
        ("Alpha", 1, 0),
    ]
    [note] = [note for note in found.window.notes if note.code == "disputed"]
    assert (note.day, note.message) == (day("2023-07-20"), "transcriptions differ: Gamma 119; Alpha 999")
    assert len(note.claims) == 2


def test_one_transcription_alone(book: Ledger) -> None:
    keep(book, totals(row("2023-08-12", [253290, 253850, 254380]), by="Desk"), totals({"2023-08-13": 253900}))
    found = ask(book, days=3, transcription="desk")
    assert [step.increment for step in found.steps] == [None, 560, 530]
    assert found.chosen == "Desk alone, as asked"
    only = ask(book, days=1, transcription="ministry")
    assert (only.window.end, only.window.total) == (day("2023-08-13"), 253900)


def test_a_name_that_may_be_several(book: Ledger) -> None:
    keep(book, totals(WEEK, by="Desk one"), totals(WEEK, by="Desk two"))
    with pytest.raises(UsageError, match="several"):
        ask(book, transcription="desk")


def test_a_total_that_falls(book: Ledger) -> None:
    keep(book, totals(row("2023-05-25", [3795, 3796, 3799, 3797])))
    found = ask(book, days=3)
    [note] = found.window.notes
    assert (note.code, note.message) == ("restated", "the total fell from 3,799 to 3,797")
    assert found.steps[-1].increment == -2


def test_a_newer_version_supersedes_and_as_of_goes_back(book: Ledger) -> None:
    on = day("2023-01-12")
    first = reading(loss(on, 113990, by="Desk"), by="Desk", on=on)
    later = reading(loss(on, 113390, by="Desk"), by="Desk", on=on, published=day("2023-01-15"))
    keep(book, [first, later])
    keep(book, totals({"2023-01-11": 112470}, by="Desk"))
    found = ask(book, days=1)
    assert found.window.total == 113390
    assert [note.message for note in found.window.notes] == ["Desk had 113,990 until 15 January 2023, then 113,390"]
    then = ask(book, days=1, as_of=on)
    assert (then.window.total, then.window.notes) == (113990, ())


def test_as_of_leaves_out_what_was_published_later(book: Ledger) -> None:
    on = day("2023-08-14")
    keep(book, totals(WEEK), [reading(loss(on, 254999, by="Late"), by="Late", on=on, published=day("2025-01-07"))])
    assert ask(book, days=1, as_of=day("2023-08-20")).window.notes == ()
    assert ask(book, days=1, as_of=day("2023-08-12")).window.total == 253290


def test_a_total_of_a_day_to_come_is_not_believed(book: Ledger) -> None:
    wrong = reading(loss(day("2202-08-14"), 999999, by="Desk"), by="Desk", on=day("2023-08-14"))
    keep(book, totals(WEEK), [wrong])
    assert ask(book, days=1).window.end == day("2023-08-14")


def test_what_is_no_part_of_the_count(book: Ledger) -> None:
    on = day("2023-08-14")
    place = Place(name="Bakhmut", as_written="Bakhmut")
    others = (
        loss(on, 1, by=None, place=place),
        loss(on, 2, by=None, period=Period(start=None, end=on)),
        loss(on, 3, by=None, period=Period(start=day("2023-01-01"), end=on)),
        loss(on, 4, by=None, sources=(Source(name="Meduza", id="meduza"),)),
        loss(on, 5, by=None, certainty="unconfirmed"),
        loss(on, 6, by=None, quantity=Quantity(value=Decimal(6), low=None, high=Decimal(6), bound="up_to")),
        loss(on, 7, by=None, side="ukraine"),
    )
    keep(book, totals(WEEK), [reading(*others, by=None, on=on, id="others")])
    found = ask(book, days=1)
    assert (found.window.total, found.window.notes) == (254380, ())
    assert len(found.steps[0].totals) == 1


def test_a_round_figure_in_passing_disputes_nothing(book: Ledger) -> None:
    on = day("2023-08-14")
    keep(book, totals(WEEK))
    keep(book, [reading(loss(on, 254000, by="Paper"), by="Paper", on=on)])
    assert ask(book, days=1).window.notes == ()
    keep(book, [reading(loss(on, 245000, by="Gazette"), by="Gazette", on=on)])
    assert [note.code for note in ask(book, days=1).window.notes] == ["disputed"]


def test_a_transcribers_own_correction_is_told(book: Ledger) -> None:
    on = day("2023-08-13")
    own = loss(
        on,
        -5,
        by="Desk",
        sources=(Source(name="Desk", id="desk"),),
        measure="increment",
        period=Period(start=WAR, end=on),
    )
    keep(book, totals(WEEK, by="Desk"), [reading(own, by="Desk", on=on, id="corrections")])
    found = ask(book, days=2)
    assert [(note.code, note.message) for note in found.steps[0].notes] == [
        ("corrected", "Desk lists a correction by -5")
    ]
    assert found.steps[0].increment == 560


# --- what is counted --------------------------------------------------------------------------------------------


def vehicles(book: Ledger) -> None:
    trucks = {"2022-04-28": 1650, "2022-04-29": 1688, "2022-04-30": 1701}
    merged = {"2022-05-01": 1796, "2022-05-02": 1824, "2022-05-03": 1843}
    keep(
        book,
        totals(trucks, by="Desk", category="vehicle", as_reported="military auto"),
        totals(merged, by="Desk", category="vehicle", as_reported="vehicles and fuel tanks"),
    )
    on = day("2022-04-30")
    fuel = loss(on, 76, by="Desk", category="vehicle", as_reported="fuel tank")
    keep(book, [reading(fuel, by="Desk", on=on, id="fuel")])


def test_a_window_across_a_change_of_definition_adds_no_apples_to_pears(book: Ledger) -> None:
    vehicles(book)
    found = ask(book, "vehicles", start=day("2022-04-29"), end=day("2022-05-03"))
    assert found.window.increment is None
    assert "what is counted changed" in (found.window.because or "")
    assert [(part.definition, str(part.start), part.increment) for part in found.window.parts] == [
        ("vehicles", "2022-04-29", 51),
        ("vehicles-and-fuel-tanks", "2022-05-02", 47),
    ]
    assert [step.increment for step in found.steps] == [38, 13, None, 28, 19]
    assert [note.code for note in found.window.notes] == ["definition"]


def test_a_mark_is_passed_within_one_definition_or_says_that_it_changed(book: Ledger) -> None:
    vehicles(book)
    marks = (Decimal(1690), Decimal(1750), Decimal(1830))
    found = ask(book, "vehicles", start=day("2022-04-29"), end=day("2022-05-03"), marks=marks)
    told = {one.mark: (str(one.day), one.definition, one.because) for one in found.marks if one.mark in marks}
    assert told == {
        1690: ("2022-04-30", "vehicles", None),
        1750: (
            "2022-05-01", "vehicles-and-fuel-tanks", "what is counted changed from vehicles to vehicles-and-fuel-tanks",
        ),
        1830: ("2022-05-03", "vehicles-and-fuel-tanks", None),
    }  # fmt: skip
    sentences = [say.replace("\u00a0", " ") for say in words.sentences(found)]
    assert any(
        told.startswith("Passed 1,750 on 1 May 2022") and told.endswith("to vehicles and fuel tanks.")
        for told in sentences
    )


def test_a_total_of_another_count_is_no_fall_below_a_mark(book: Ledger) -> None:
    trucks, merged = {"2022-04-29": 1690, "2022-04-30": 1701}, {"2022-05-01": 1600}
    keep(
        book,
        totals(trucks, by="Desk", category="vehicle", as_reported="military auto"),
        totals(merged, by="Desk", category="vehicle", as_reported="vehicles and fuel tanks"),
    )
    found = ask(book, "vehicles", days=3, marks=(Decimal(1700),))
    [passed] = [one for one in found.marks if one.mark == 1700]
    assert (passed.day, passed.fell_below) == (day("2022-04-30"), None)


def test_a_line_beside_is_asked_for_by_its_own_name(book: Ledger) -> None:
    vehicles(book)
    found = ask(book, "fuel tanks")
    assert (found.category, found.window.total, found.window.end) == ("fuel-tanks", 76, day("2022-04-30"))
    with pytest.raises(UsageError, match="several lines"):
        ask(book, "other")


def test_the_other_sides_count_is_another_voice(book: Ledger) -> None:
    staff = Source(name="Russian Ministry of Defence", id="ru-defence-ministry")
    desk = Source(name="Desk", id="desk")
    other = totals(
        {"2023-08-13": 11000, "2023-08-14": 11020}, by="Desk", side="ukraine", category="tank", sources=(desk, staff)
    )
    keep(book, totals({"2023-08-14": 4306}, category="tank"), other)
    asked = tally.Question(side="ukraine", category="tanks", days=1)
    found = tally.Tallies(book).answer(asked)
    assert (found.source, found.window.total, found.window.increment) == ("the Russian Ministry of Defence", 11020, 20)
    assert found.definitions == ()
    assert ask(book, "tanks", days=1).window.total == 4306


def test_a_table_of_estimates_is_no_transcription(book: Ledger) -> None:
    """Whoever it names: it once put down what somebody had said, and follows no count."""
    keep(book, totals(row("2024-01-14", [370000, 370980, 372090]), by="Desk"))
    on = day("2024-01-16")
    estimate = loss(on, 390580, by="The Economist", as_reported="casualties")
    id = "economist-estimates/2024-01-16/armed-forces-of-ukraine/casualties/russia"
    book.add(reading(estimate, by="The Economist", on=on, id=id))
    found = ask(book, end=on, days=3)
    assert [one.name for one in found.transcriptions] == ["Desk"] and not found.window.notes[1:]
    assert found.window.total == 372090


def test_entries_that_are_not_the_difference_of_their_totals_are_counted(book: Ledger) -> None:
    keep(book, totals(row("2023-08-11", [100, 110, 125, 140])))
    for on, value in (("2023-08-12", 10), ("2023-08-13", 15), ("2023-08-14", 14)):
        book.add(reading(added(day(on), value), by=None, on=day(on), id=f"entry/{on}"))
    assert tally.sums(book) == [("ua-general-staff", 3, 1)]
    assert tally.sums(book, day("2023-08-13")) == [("ua-general-staff", 2, 0)]
