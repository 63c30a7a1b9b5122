"""The shape of SARIF 2.1.0 (OASIS, 2020) as far as Onrecord writes it: which properties an object may have, which it
must, and of what kind they are. What is not listed here is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

Shape = Callable[[Any, str], None]


def text(value: Any, at: str) -> None:
    assert isinstance(value, str) and value, at


def any_text(value: Any, at: str) -> None:
    assert isinstance(value, str), at


def uri(value: Any, at: str) -> None:
    text(value, at)
    assert value.isascii() and not set(value) & set(' "<>\\^`{|}'), at
    urlsplit(value)


def number(least: int) -> Shape:
    def shape(value: Any, at: str) -> None:
        assert isinstance(value, int) and not isinstance(value, bool) and value >= least, (at, value)

    return shape


def boolean(value: Any, at: str) -> None:
    assert isinstance(value, bool), at


def one_of(*values: str) -> Shape:
    def shape(value: Any, at: str) -> None:
        assert value in values, (at, value)

    return shape


def many(shape: Shape, *, unique: bool = True) -> Shape:
    def shapes(value: Any, at: str) -> None:
        assert isinstance(value, list), at
        assert not unique or all(one not in value[:n] for n, one in enumerate(value)), f"{at} holds one twice"
        for n, one in enumerate(value):
            shape(one, f"{at}[{n}]")

    return shapes


def named(shape: Shape) -> Shape:
    def shapes(value: Any, at: str) -> None:
        assert isinstance(value, dict), at
        for name, one in value.items():
            shape(one, f"{at}.{name}")

    return shapes


def record(must: str = "", **properties: Shape) -> Shape:
    def shape(value: Any, at: str) -> None:
        assert isinstance(value, dict), at
        assert set(must.split()) <= value.keys(), (at, value.keys())
        assert value.keys() <= {name.removesuffix("_") for name in properties}, (at, value.keys())
        for name, one in properties.items():
            if name.removesuffix("_") in value:
                one(value[name.removesuffix("_")], f"{at}.{name}")

    return shape


LEVEL = one_of("none", "note", "warning", "error")
MESSAGE = record("text", text=text, markdown=text)
ARTIFACT_LOCATION = record(uri=uri, uriBaseId=text, index=number(-1))
REGION = record(
    startLine=number(1), startColumn=number(1), endLine=number(1), endColumn=number(1), charOffset=number(-1),
    charLength=number(0), snippet=record(text=any_text),
)  # fmt: skip
PHYSICAL = record("artifactLocation", artifactLocation=ARTIFACT_LOCATION, region=REGION)
LOCATION = record(
    id=number(-1), physicalLocation=PHYSICAL, message=MESSAGE,
    logicalLocations=many(record(fullyQualifiedName=text, name=text, kind=text)),
)  # fmt: skip
RULE = record(
    "id", id=text, name=text, shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE,
    defaultConfiguration=record(level=LEVEL),
)  # fmt: skip
REPLACEMENT = record("deletedRegion", deletedRegion=REGION, insertedContent=record(text=text))
FIX = record(
    "artifactChanges", description=MESSAGE,
    artifactChanges=many(record(
        "artifactLocation replacements", artifactLocation=ARTIFACT_LOCATION, replacements=many(REPLACEMENT)
    )),
)  # fmt: skip
RESULT = record(
    "message", ruleId=text, ruleIndex=number(-1), level=LEVEL, message=MESSAGE, locations=many(LOCATION, unique=False),
    relatedLocations=many(LOCATION), partialFingerprints=named(text), fixes=many(FIX), properties=named(any_text),
    suppressions=many(record(
        "kind", kind=one_of("inSource", "external"), status=one_of("accepted", "underReview", "rejected"),
        justification=text,
    )),
)  # fmt: skip
RUN = record(
    "tool",
    tool=record("driver", driver=record(
        "name", name=text, version=text, semanticVersion=text, rules=many(RULE)
    )),
    columnKind=one_of("utf16CodeUnits", "unicodeCodePoints"),
    invocations=many(record(
        "executionSuccessful", executionSuccessful=boolean, exitCode=number(0),
        toolExecutionNotifications=many(
            record("message", level=LEVEL, message=MESSAGE, locations=many(LOCATION)), unique=False
        ),
    )),
    artifacts=many(record(
        location=ARTIFACT_LOCATION, roles=many(one_of("analysisTarget")), hashes=named(text), description=MESSAGE
    )),
    results=many(RESULT, unique=False),
)  # fmt: skip
LOG = record("version runs", **{"$schema": uri}, version=one_of("2.1.0"), runs=many(RUN))


def check_shape(log: dict[str, Any]) -> None:
    """Raises AssertionError that names the place. Beyond the shape: indexes lead to what they name."""
    LOG(log, "$")
    for run in log["runs"]:
        rules, artifacts = run["tool"]["driver"].get("rules", []), run.get("artifacts", [])
        for result in run.get("results", []):
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            for location in result["locations"]:
                place = location["physicalLocation"]["artifactLocation"]
                assert artifacts[place["index"]]["location"]["uri"] == place["uri"]
