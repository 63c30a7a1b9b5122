"""Relations that stand in the words between figures: wholes and parts, ratios, rates, brackets. Sentences are ours."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.claims_by_hand import aug
from onrecord.audit import audit
from onrecord.claim import reading
from onrecord.model import Document, Finding

RULES = {"whole", "ratio", "rate", "conversion", "definition", "heading"}


def told(text: str, published: date | None = None) -> list[Finding]:
    document = Document(id="draft", text=text, sha256="draft", published=published or aug(14))
    return [finding for finding in audit(reading(document)) if finding.rule in RULES]


BROKEN = {
    # all = parts
    "Russia launched nearly 900 drones and missiles at Ukraine overnight: 427 drones and 343 missiles.":
        ("whole", "427 + 343 = 770, but nearly 900 is stated."),
    "Russia fired 427 drones and 343 missiles at Ukraine overnight, nearly 900 in all.":
        ("whole", "427 + 343 = 770, but nearly 900 is stated."),
    "Russia lost 427 soldiers near Avdiivka and 343 near Bakhmut, nearly 900 in total, the General Staff said.":
        ("whole", "427 + 343 = 770, but nearly 900 is stated."),
    "The UN has recorded 4,890 civilian casualties: 2,104 killed and 2,862 injured.":
        ("whole", "2,104 + 2,862 = 4,966, but 4,890 is stated."),
    "Ukraine freed 3 square kilometers near Robotyne and 12 square kilometers near Bakhmut, 16 square "
    "kilometers in all.":
        ("whole", "3 + 12 = 15, but 16 is stated."),
    "Russia lost 12 tanks, including 21 in the south.": ("whole", "21 is more than its whole, 12."),
    # multiples, changes, shares
    "Russia lost 1,060 troops over the past day, three times the 530 of the day before.":
        ("ratio", "1,060 / 530 = 2.00, not “three times”."),
    "Losses rose 30 percent to 1,200 troops from 1,000 the week before.":
        ("ratio", "1,200 / 1,000 = 1.20, not “up 30 percent”."),
    "Weekly losses doubled from 2,000 to 6,000 troops.": ("ratio", "6,000 / 2,000 = 3.00, not “doubled”."),
    "Losses fell by a fifth to 900 troops from 1,000 the week before.":
        ("ratio", "900 / 1,000 = 0.90, not “by a fifth”."),
    "Air defence shot down 34 of 50 drones (78 percent) "
    "overnight.": ("ratio", "34 of 50 is 68.0 %, but 78 % is stated."),
    "Russia launched 100 drones, more than double the 60 of last week.":
        ("ratio", "100 / 60 = 1.67, not “double”."),
    # so many a day
    "Russia lost 4,140 troops in the past week, or 520 a day on average.":
        ("rate", "4,140 over 7 days is 591 a day, but 520 is stated."),
    # brackets
    "Russian forces shelled a town 15 miles (40 km) from the border.":
        ("conversion", "15 mi = 24.14 km, but 40 is written."),
    "The reserve covers 300 square kilometers (186 square miles).":
        ("conversion", "300 km² = 115.831 sq mi, but 186 is written."),
    # what is counted
    "Nearly 7,000 Russian troops were killed in the past week. Russia suffered 6,930 casualties over the "
    "past week, it said.":
        ("definition", "nearly 7,000 is told of the killed (“killed”), but 6,930 counts all losses, the wounded too "
         "(“casualties”): the same figure under another definition."),
    "35,000 Russian troops were killed in December, up 20 percent from 30,000 casualties in November.":
        ("definition", "“up 20 percent” compares 35,000, which counts the killed alone, with 30,000, which "
                       "counts all losses, "
         "the wounded too: not the same count."),
    # heading and body
    "Russia loses 4,410 troops in a week\nRussia lost 4,140 troops in the past week.":
        ("heading", "4,140 is stated, and 4,410 for the same time: they differ."),
    "Russia lost 34 tanks in the past week\nThe General Staff said Russia lost 43 tanks in the past week.":
        ("heading", "34 is stated, and General Staff of the Armed Forces of Ukraine gives 43 for the same time: they "
                    "differ."),
    "Russia lost 4,410 troops in the past week. The General Staff said Russia lost 4,140 troops in the past week.":
        ("heading", "4,410 is stated, and General Staff of the Armed Forces of Ukraine gives 4,140 for "
                    "the same time: they differ."),
}  # fmt: skip

SOUND = {
    "The UN has recorded 1,335 civilian casualties: 474 killed and 861 injured.": "whole",
    "Russia fired 427 drones and 443 missiles at Ukraine overnight, nearly 900 in all.": "whole",
    "Russia lost 1,060 troops over the past day, twice the 530 of the day before.": "ratio",
    "Losses rose by a fifth to 1,200 troops from 1,000 the week before.": "ratio",
    "Losses fell from 1,200 troops to 1,000, down 17 percent.": "ratio",
    "Russia gained 9 square miles, a six-fold decrease from the previous week's 55 square miles.": "ratio",
    "Three of the four missiles were downed, or 75 percent.": "ratio",
    "Russia lost 4,140 troops in the past week, or 591 a day on average.": "rate",
    "Russia lost 4,140 troops in the past week, about 600 a day.": "rate",
    "They were 1,450km (900 miles) away.": "conversion",
    "They were some 20 miles (30 km) away.": "conversion",
    "An 80-mile (130 km) road.": "conversion",
    "Russia lost 4,100 troops in the past week. The General Staff said Russia lost 4,140 troops in the "
    "past week.": "heading",
}  # fmt: skip

APART = {
    "The ministry said 31 civilians were killed in the south. It was a loud night. 12 of them were killed in Kherson, "
    "9 in Odesa and 14 in Mykolaiv.":
        "12 + 9 + 14 of them = 35 is more than the 31 told before.",
    "The ministry said 31 civilians were killed.\n35 of them were children.":
        "35 of them is more than the 31 told before.",
    "The ministry said 31 civilians were killed, 35 of them children.": "35 of them is more than the 31 told before.",
}  # fmt: skip

NOT_APART = [
    "The ministry said 31 civilians were killed in the south. 12 of them were killed in Kherson and 19 in Odesa.",
    "At least 31 people were killed. 35 of them were children.",
    "The attack killed 5 people and injured 60, 35 of them badly.",
    "Some 31 people were killed and 60 injured. 35 of them were taken to hospital.",
    "The ministry said 31 people were injured. 20 of them were men, 15 badly.",
    "The ministry said 31 people were injured. Another 40 fled, 35 of them from Kherson.",
    "Ukraine said 20 soldiers died. That was in May. It rained. 35 of them were young.",
]


@pytest.mark.parametrize("text", APART)
def test_parts_told_behind_their_whole(text: str) -> None:
    failing = [finding for finding in told(text) if finding.verdict == "fails"]
    assert [(finding.rule, finding.because) for finding in failing] == [("whole", APART[text])]
    assert failing[0].suspects[0].instead.startswith("at least")


@pytest.mark.parametrize("text", NOT_APART)
def test_parts_that_fit_or_are_of_something_else(text: str) -> None:
    assert [finding.because for finding in told(text) if finding.verdict == "fails"] == []


# What looks like a sum, a multiple or a comparison and is none, or is one of figures that are not all told.
LEFT_ALONE = [
    "Russia launched 120 drones at Ukraine overnight; air defence shot down 93 of them and 20 were lost to jamming.",
    "The attack killed 12 people and wounded 45, including 8 children, in Kharkiv, while another killed three in Sumy, "
    "for a total of 15 dead.",
    "In total, 400 civilians have been killed and 1,200 injured in the region since February.",
    "Russian forces fired 40 missiles: 12 cruise missiles, 20 ballistic missiles and others.",
    "Five people were killed and 20 injured, bringing the total to 450 killed since the start of the war.",
    "Russia lost 10 tanks, 20 armoured vehicles and 1,000 troops, the General Staff said, a total of 30 "
    "armoured vehicles.",
    "The number of attacks doubled from 50 to about 100 a day, up from 30 in May.",
    "Losses rose 20 percent in May and 30 percent in June, to 1,000 troops a day.",
    "Britain has given 400 vehicles, including 1,600 missiles and 60 boats.",
    "The strike killed at least 20 people, half of them children, and injured 40.",
    "Twice as many, 300, were injured on Tuesday as the 150 on Monday.",
    "More than 50 people (12 children) were killed.",
    "Of 500 drones, half were decoys and 230 were shot down.",
    "The brigade destroyed 30 vehicles: 12 tanks, 10 armoured personnel carriers, and 8 trucks.",
    "Ukraine repelled 57 attacks: 20 near Pokrovsk, 15 near Lyman.",
    "600 Russian soldiers were killed. The army eliminated 600 Russian invaders over the past day.",
    "Russia has suffered more than 300,000 casualties, including 120,000 killed, officials said.",
    "Russia lost 34 tanks in the past week.\nRussia lost 50 tanks in the past week.",
    "Russia lost 3,000 troops in the past week.\nThe group lost 300 Russian troops in the past week.",
    "Russia has lost 120,000 soldiers since the invasion, and the General Staff said it lost 254,380 "
    "since the invasion.",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_relation_that_fails(text: str) -> None:
    failing = [finding for finding in told(text) if finding.verdict == "fails"]
    assert [(finding.rule, finding.because) for finding in failing] == [BROKEN[text]]


@pytest.mark.parametrize("text", SOUND)
def test_a_relation_that_holds(text: str) -> None:
    findings = told(text)
    assert [finding.rule for finding in findings] == [SOUND[text]]
    assert findings[0].verdict in ("holds", "within_rounding")


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_no_false_alarm(text: str) -> None:
    assert [finding.because for finding in told(text) if finding.verdict == "fails"] == []


def test_the_slip_of_the_pen_is_the_first_suspect() -> None:
    (finding,) = told("The UN has recorded 1,353 civilian casualties: 474 killed and 861 injured.")
    assert (finding.suspects[0].instead, finding.suspects[0].why) == ("1,335", "two digits are swapped")


def test_each_suspect_mends_the_sum() -> None:
    (finding,) = told("The UN has recorded 4,890 civilian casualties: 2,104 killed and 2,862 injured.")
    assert [suspect.instead for suspect in finding.suspects] == ["4,966", "2,028", "2,786"]
    assert len(set(finding.claims)) == 3


def test_a_rate_is_no_increment() -> None:
    from audit.claims_by_hand import august

    document = Document(id="draft", text="Russia lost an average of 591 troops a day over the past week, the General "
                        "Staff said.", sha256="draft", published=aug(14))  # fmt: skip
    findings = audit(reading(document), august())
    assert [(f.rule, f.verdict) for f in findings] == [("rate", "holds")]
    assert findings[0].because == "254,380 - 250,240 = 4,140 over 7 days is 591 a day, as stated."


@given(st.integers(1, 4000), st.integers(1, 4000), st.integers(-60, 60))
def test_killed_and_injured_are_all_casualties(killed: int, injured: int, off: int) -> None:
    whole = killed + injured + off
    if whole < 1:
        return
    findings = told(f"The UN has recorded {whole:,} civilian casualties: {killed:,} killed and {injured:,} injured.")
    failing = [f for f in findings if f.rule == "whole" and f.verdict == "fails"]
    if off == 0:
        assert not failing
    elif whole % 10:
        assert len(failing) == 1


@given(st.lists(st.sampled_from("the 12 900 troops drones were killed , : ( ) twice half in total including of which "
                                "a day percent (30%) from to up and — 1,060 -5 0 "
                                "doubled".split()), max_size=60))  # fmt: skip
def test_any_words_are_survived(parts: list[str]) -> None:
    told(" ".join(parts))
