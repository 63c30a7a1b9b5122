"""Official lists in all their layouts: every line a total and an entry, in three languages."""

from __future__ import annotations

import pytest

from claim.sentences import amount, claims, days
from onrecord.model import Loss

TODAY, YESTERDAY, WAR = "2023-08-14", "2023-08-13", "2022-02-24"

# layout -> language, text, (category, total, bound, entry) of each line
LAYOUTS = {
    "english of 2022": (
        "en",
        "The total combat losses of the enemy from 24.02 to 14.08 were approximately:\n"
        "personnel ‒ about 43750 (+200) persons were liquidated,\ntanks ‒ 1880 (+4),\nAPV ‒ 4150 (+8),\n"
        "artillery systems – 985 (+5),\nMLRS - 261 (+0),\nAnti-aircraft warfare systems ‒ 136 (+0),\n"
        "aircraft – 233 (+0),\nhelicopters – 196 (+1),\nUAV operational-tactical level - 778 (+2),\n"
        "cruise missiles ‒ 190 (+1),\nwarships / boats ‒ 15 (+0),\nspecial equipment ‒ 89 (+0).",
        [
            ("personnel", "43750", "about", "200"),
            ("tank", "1880", "exact", "4"),
            ("apc", "4150", "exact", "8"),
            ("artillery", "985", "exact", "5"),
            ("mlrs", "261", "exact", "0"),
            ("air_defence", "136", "exact", "0"),
            ("aircraft", "233", "exact", "0"),
            ("helicopter", "196", "exact", "1"),
            ("drone", "778", "exact", "2"),
            ("cruise_missile", "190", "exact", "1"),
            ("ship", "15", "exact", "0"),
            ("special_equipment", "89", "exact", "0"),
        ],
    ),
    "english of 2023": (
        "en",
        "personnel - about 254380 (+530) persons were liquidated\ntanks - 4307 (+3)\n"
        "vehicles and fuel tanks - 7594 (+17)\nsubmarines - 0 (+0)",
        [
            ("personnel", "254380", "about", "530"),
            ("tank", "4307", "exact", "3"),
            ("vehicle", "7594", "exact", "17"),
            ("submarine", "0", "exact", "0"),
        ],
    ),
    "number, plus, noun": (
        "en",
        "The staff counts 254,380 (+530) personnel, 4,307 (+3) tanks and 5,052 (+32) artillery systems.",
        [
            ("personnel", "254380", "exact", "530"),
            ("tank", "4307", "exact", "3"),
            ("artillery", "5052", "exact", "32"),
        ],
    ),
    "ukrainian": (
        "uk",
        "особового складу ‒ близько 254380 (+530) осіб,\nтанків ‒ 4 307 (+3) од,\n"
        "артилерійських систем – 5.052 (+32) од,\nРСЗВ – 700 (+0)",
        [
            ("personnel", "254380", "about", "530"),
            ("tank", "4307", "exact", "3"),
            ("artillery", "5052", "exact", "32"),
            ("mlrs", "700", "exact", "0"),
        ],
    ),
    "ukrainian, the entry told in words": ("uk", "танки — 9113 (+4 за минулу добу)", [("tank", "9113", "exact", "4")]),
    "russian": (
        "ru",
        "личного состава — около 254 380 (+530) человек\nтанков — 4,307 (+3) ед.\nвертолётов — 314 (+0)",
        [
            ("personnel", "254380", "about", "530"),
            ("tank", "4307", "exact", "3"),
            ("helicopter", "314", "exact", "0"),
        ],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(layout: str) -> None:
    language, text, lines = LAYOUTS[layout]
    found = claims(text, Loss, language)
    assert len(found) == 2 * len(lines)
    for (category, total, bound, plus), sum_, entry in zip(lines, found[::2], found[1::2], strict=True):
        assert (sum_.category, amount(sum_), sum_.measure) == (category, (total, bound), "cumulative")
        assert (entry.category, amount(entry), entry.measure) == (category, (plus, "exact"), "increment")
        assert (days(sum_), days(entry)) == ((WAR, TODAY), (YESTERDAY, TODAY))
        assert sum_.side == entry.side == "russia"


def test_a_list_of_a_day_gives_entries() -> None:
    text = "Минулої доби ворог втратив:\nтанків – 3\nартилерійських систем – 32\nособового складу – 530 осіб"
    found = claims(text, Loss, "uk")
    assert [(c.category, amount(c)[0], c.measure) for c in found] == [
        ("tank", "3", "increment"),
        ("artillery", "32", "increment"),
        ("personnel", "530", "increment"),
    ]
    assert {days(claim) for claim in found} == {(YESTERDAY, TODAY)}


def test_a_list_that_the_other_side_posts() -> None:
    found = claims("Потери ВСУ:\nтанков — 100 (+5)\nсамолетов — 20 (+1)", Loss, "ru")
    assert [(c.side, c.category) for c in found] == [("ukraine", "tank")] * 2 + [("ukraine", "aircraft")] * 2


def test_a_list_without_a_date_keeps_its_figures() -> None:
    found = claims("tanks - 4307 (+3)", Loss)
    assert [amount(claim)[0] for claim in found] == ["4307", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "Tanks: two of them stood there - 5 soldiers watched.",
        "The army - 40 years old - has tanks.",
        "Kyiv–Odesa 5:3",
        "Call 044-254-3805.",
    ],
)
def test_prose_is_no_list(text: str) -> None:
    assert claims(text, Loss) == []
