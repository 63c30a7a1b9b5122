"""What each rule of the audit is called and checks, for whoever reads its findings in an editor."""

from __future__ import annotations

from typing import Final, NamedTuple

from onrecord.audit.check import TAKEN_BACK, Level


class About(NamedTuple):
    """`name` is a word in CamelCase, as SARIF has it, `short` one sentence, `full` what to do about it; `level` is that
    of what it mostly finds."""

    name: str
    short: str
    full: str
    level: Level = "error"


_LOOK = (
    "Look at each figure of the sum in its source. A suspect is a figure that may be wrong, ranked; never a culprit."
)

ABOUT: Final[dict[str, About]] = {
    "sum": About(
        "FiguresThatDoNotAddUp",
        "A difference of two totals is the increment between them; a week is the sum of its days.",
        _LOOK,
    ),
    "repeat": About(
        "SameFigureOtherwise",
        "The same figure of the same voice for the same time is stated otherwise here or on record.",
        "Compare the figure with the other place, or with the source on record that is named. " + _LOOK,
    ),
    "mark_passed": About(
        "MarkNotPassedThatDay",
        "A total that passed a mark on a day is above it that day, and was below it the day before.",
        "Look up the totals of both days; the suspect names the day on which the mark was passed by the record.",
    ),
    "part": About(
        "PartLargerThanWhole",
        "A part is no larger than its whole, a day no larger than its week; a running total never falls.",
        _LOOK,
    ),
    "rival": About(
        "AnotherSourceSaysOtherwise",
        "Another source gives a different figure for the same thing and the same time.",
        "This is nobody's error. Say whose figure it is, and consider naming the other.",
        "warning",
    ),
    "conversion": About(
        "ConversionDoesNotFit",
        "An amount given again in another unit is the exact result, rounded as it is written.",
        "Convert again. 1 sq mi is 2.59 km², 1 km² is 0.386 sq mi or 100 ha.",
    ),
    "weekday": About(
        "WeekdayDoesNotFitDate",
        "A weekday that stands with its date is that date's in the calendar.",
        "Either the weekday or the date may be the wrong one.",
    ),
    "caption": About(
        "CaptionOfALaterDay",
        "A photograph is taken no later than the document that prints it.",
        "Look up the day of the photograph; often the year is the wrong one.",
    ),
    "heading": About(
        "FigureOfHeadingDiffers",
        "A figure that a headline, a caption or a summary repeats is that of the text.",
        "Compare both places. " + _LOOK,
    ),
    "misdated": About(
        "TotalOfAnotherDay",
        "A running total is the one on record for the day that is told.",
        "The total may be stale, or the day told may be the wrong one.",
    ),
    "whole": About(
        "PartsDoNotMakeTheWhole",
        "A whole is the sum of the parts that its sentence names, or no less than they are.",
        _LOOK,
    ),
    "rate": About(
        "RateDoesNotFit",
        "So many a day, times the days, is what the time brought.",
        _LOOK,
    ),
    "ratio": About(
        "RatioDoesNotFit",
        "Twice, half, up 20 percent, 34 of 50: what is said of two figures is so of them.",
        _LOOK,
    ),
    "definition": About(
        "CountsOfDifferentThings",
        "Losses, casualties, killed and wounded are different counts, and are neither compared nor summed.",
        "Keep the metric's own word: killed is not casualties, and casualties are not losses.",
    ),
    "superlative": About(
        "NotTheHighest",
        "A figure said to be the highest or lowest since a time is so by the record.",
        "Look up the day on record that is named.",
    ),
    "inclusion": About(
        "PartCountedTwice",
        "What is said to lie inside a total, or beside it, is so by the record's total.",
        "Ask whether the total already holds the part, before one is told in addition to the other.",
        "warning",
    ),
    "ground": About(
        "GroundDoesNotAddUp",
        "Running totals of ground differ by what was gained between them.",
        _LOOK,
    ),
    "unrecorded": About(
        "NothingOnRecord",
        "Figures of a running tally could not be checked, for nothing of it is on record.",
        "Import the reports of the days before, or check the figures by hand.",
        "note",
    ),
    TAKEN_BACK: About(
        "SaidOtherwiseBefore",
        "The same source said otherwise of the same time before, in another document.",
        "If the source corrected itself, say so.",
        "warning",
    ),
}


def about(rule: str) -> About:
    """A rule that is not described here is told of by its name."""
    name = "".join(part.capitalize() for part in rule.split("_"))
    return ABOUT.get(rule) or About(name, f"Rule {rule.replace('_', ' ')} of the audit.", _LOOK)
