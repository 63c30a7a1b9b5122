"""The sources of a war pack, looked up by any of their names: exact, inside a text, by the body that they
speak for or the place that they hold. What a text puts around a name is taken away in canonical.py."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord import lexicon
from onrecord.model import Span
from onrecord.model.claim import Party

_ARTICLE = re.compile(
    r"^(?:the|a|an|one(?! of )|another|some|several|many|both|other|its|their|his|her|this|that|these|those|s)\s+"
)
_STAFF = re.compile(
    r"(?:(?:an?|the|one|two|three|several|some|senior)\s+)*(?:(?P<body>[A-Z][^,;]{0,60}?)(?:['’]s?)?\s+(?:(?:senior|chief|special|own)\s+)?"
    r"(?P<noun>(?:(?:press|map|mapping|data|research|monitoring|news) )?[a-z]+)|(?P<first>(?:press )?[a-z]+)\s+"
    r"(?:of|for|at|from|with)\s+(?:the\s+)?(?P<behind>[A-Z][^,;]{0,60}))"
)
LONGEST = 300  # characters of a name that are looked at
_LOCAL_WORDS = 9  # the longest name of a local office
_BEHIND = frozenset(("by", "of", "from", "in", "at"))  # behind these stands whose something is
_INITIALS = re.compile(r"\b((?:\w\.){2,})")


@dataclass(frozen=True, slots=True)
class Known:
    """A canonical source: `kind` is one of sources.toml's, "other" when unknown; `side` and `gender` ("f", "m")
    are None when not told."""

    id: str
    name: str
    kind: str
    side: Party | None = None
    gender: str | None = None


def normal(words: str) -> str:
    """The comparable form of a name: lower case, no article, no possessive, no marks, British "defence"."""
    words = _INITIALS.sub(lambda m: m.group(1).replace(".", ""), words)
    words = unicodedata.normalize("NFKC", words).lower().replace("’", "'")
    words = re.sub(r"'s\b|s'(?=\s|$)|'", lambda m: "s" if m.group().startswith("s'") else "", words)
    words = re.sub(r"[^\w]+", " ", words).strip().replace("defense", "defence")
    while True:
        shorter = _ARTICLE.sub("", words)
        if shorter == words:
            return words
        words = shorter


def slug(name: str) -> str:
    """A stable id for an unknown source: readable, and told apart by a short hash of its comparable form."""
    plain = normal(name)
    digest = hashlib.sha256(plain.encode()).hexdigest()[:6]
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return "-".join((re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:40] or "source", digest))


class Registry:
    """The sources of one war pack, looked up by any of their names."""

    def __init__(self, raw: dict[str, Any]) -> None:
        words = raw["words"]
        self.evidence = frozenset(words["evidence"].split())
        self.adjectives = frozenset(words["adjectives"].split())
        self.topics = frozenset(words["topics"].split())
        self.lead = frozenset(words["lead"].split())
        self.vague = frozenset(words["vague"].split())
        self.bearers = frozenset(words["bearers"].split())
        self.offices = frozenset(words["offices"].split())
        self.reporters = frozenset(words["reporters"].split())
        self.bodies = frozenset(words["bodies"].split())
        self.titles, self.person, self.people, self.qualities, self.countries, self._staff, self._voices = (
            frozenset(words[name].split())
            for name in ("titles", "person", "people", "qualities", "countries", "staff", "voices")
        )
        self.war_bloggers = frozenset(words["war_bloggers"].split())
        self._twins: dict[str, dict[str, str]] = words["by_side"]
        self.stand_ins: dict[str, tuple[str, ...]] = {key: tuple(kinds) for key, kinds in words["stand_ins"].items()}
        self._by_name: dict[str, Known] = {}
        surnames: dict[str, Known | None] = {}
        for known, aliases, alone in _entries(raw):
            for alias in (known.name, *aliases):
                self._by_name.setdefault(normal(alias), known)
            if known.kind == "person" and alone:
                surname = normal(known.name).split()[-1]
                surnames[surname] = known if surnames.get(surname, known) == known else None
        for surname, owner in surnames.items():
            if owner is not None:
                self._by_name.setdefault(surname, owner)
        self._longest = max(len(name.split()) for name in self._by_name)
        self.kinds: dict[str, str] = words["kinds"]
        sides = {side: names.split() for side, names in words["sides"].items()}
        self._installed = frozenset(sides.pop("installed"))
        self._sides: dict[str, Party] = {name: side for side, names in sides.items() for name in names}
        self._places: dict[str, tuple[str, Party]] = {
            written: (name, side)
            for side, places in words["places"].items()
            for name, others in places.items()
            for written in (name.lower(), *others)
        }
        self._filler = frozenset(words["local"]["filler"].split())
        self._local = {words: form for form, listed in words["local"]["offices"].items() for words in listed}

    def office(self, word: str) -> bool:
        """Whether a word names an office: "minister", "Gen.", "Commander-in-Chief"."""
        return not self.offices.isdisjoint(word.lower().strip(".,").split("-"))

    def exact(self, words: str) -> Known | None:
        found = self._by_name.get(normal(words))
        if found is not None and found.name.startswith("The ") and words.rsplit(maxsplit=1)[-1].islower():
            return None  # "The observer added" is no newspaper
        return found

    def outlet(self, words: str) -> tuple[Known, int] | None:
        """The paper, agency or channel whose name `words` begin with, registered or plain from its last word ("the
        Kharkiv Herald"), and how many characters name it."""
        parts = list(re.finditer(r"\S+", words[:LONGEST]))
        for last in reversed(parts):
            found = self.exact(re.sub(r"['’]s?$", "", words[: last.end()]))
            if found is not None and found.kind in ("agency", "media"):
                return found, last.end()
        for last in parts[1:]:
            if last.group().strip(",.") in self.titles:
                name = re.sub(r"^the\s+", "", words[: last.end()].strip(",."))
                return (Known(slug(name), name, "media"), last.end()) if " " in name else None
        return None

    def names_person(self, name: str) -> bool:
        """Whether a name is an office that one person holds: "Kharkiv governor"."""
        return any("person" in self.stand_ins.get(part, ()) for part in normal(name).split())

    def office_in(self, name: str) -> bool:
        """Whether a name holds a word for an office or a body, or is written in capitals."""
        parts = set(normal(name).split())
        return bool(parts & (self.offices | self.bodies | self.kinds.keys())) or name.isupper()

    def by_side(self, name: str, side: Party | None) -> Known | None:
        """The body that a bare name ("defence ministry") means when `side` speaks; None for any other name."""
        twin = self._twins.get(normal(name), {}).get(side or "")
        return self._by_name.get(normal(twin)) if twin else None

    def side_of(self, name: str) -> Party | None:
        """The side that the words of an unknown name give away ("Ukrainian officials", "Kharkiv prosecutors")."""
        parts = normal(name).split()
        if not self._installed.isdisjoint(parts):
            return "russia"
        first: Party | None = None
        for at, part in enumerate(parts):
            named = self._by_name.get(" ".join(parts[at : at + 3]))  # "Donetsk People's Republic militia"
            side = named.side if named else self._sides.get(part) or self._place_at(parts, at)[1]
            if first is None:
                first = side
            elif side is not None and side != first and parts[at - 1] == "and":
                return None  # "Russian and Ukrainian sources"
        return first

    def local(self, name: str) -> Known | None:
        """The office or body of a region or city: "the Kharkiv governor", "head of Kherson's administration"."""
        parts = normal(name).split()
        if len(parts) > _LOCAL_WORDS or not self._installed.isdisjoint(parts):
            return None
        for at in range(len(parts)):
            width, side, place = self._place_at(parts, at)
            if place is None:
                continue
            rest = " ".join(part for part in parts[:at] + parts[at + width :] if part not in self._filler)
            form = self._local.get(rest)
            if form is not None:
                full = form.format(place)
                return Known(re.sub(r"[^a-z]+", "-", full.lower()).strip("-"), full, "official", side)
        return None

    def _place_at(self, parts: list[str], at: int) -> tuple[int, Party | None, str | None]:
        """How many words from `at` on name a place, whose it is, and its name."""
        for width in (2, 1):
            words = " ".join(parts[at : at + width])
            found = self._places.get(words)
            if found is not None:
                return width, found[1], found[0]
        return 1, None, None

    def staffed(self, words: str) -> Known | None:
        """The registered body for which "RUSI researchers", "a TASS reporter", "a Pentagon spokeswoman" speak."""
        staff = _STAFF.fullmatch(words)
        if staff is not None:
            noun, body = staff.group("noun") or staff.group("first"), staff.group("body") or staff.group("behind")
            known = self.exact(body) or self.exact(re.sub(r"\s+(?:news agency|news|agency|military)$", "", body))
            if known is not None and known.kind not in ("person", "country", "group", "blogger", "other"):
                own = known.kind in ("think_tank", "media", "agency")
                return (
                    known
                    if noun in self._voices or noun.startswith("press ") or own and noun.split()[-1] in self._staff
                    else None
                )
        return None

    def works(self, parts: Sequence[str]) -> bool:
        """Whether the normal words of a name end with people: "ISW's map team" is no map."""
        return bool(parts) and parts[-1] in self._staff | self.people | self.person and _BEHIND.isdisjoint(parts)

    def nobody(self, name: str) -> bool:
        """Whether a name names nobody: "preliminary data"."""
        parts = set(normal(name).split())
        return bool(parts & self.vague) and bool(parts & self.bearers) and parts <= self.bearers | self.vague

    def reporter_in(self, text: str, side: Party) -> tuple[Known, Span] | None:
        """The body of a side that posts daily lists, where a text names one, the longest name first."""
        words = list(re.finditer(r"\w+(?:['’]\w+)*", text))
        plain = [normal(word.group()) or word.group().lower() for word in words]
        for size in range(min(self._longest, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                found = self._by_name.get(" ".join(plain[at : at + size]))
                if found is not None and found.id in self.reporters and found.side == side:
                    return found, Span(words[at].start(), words[at + size - 1].end())
        return None

    def names_in(self, text: str) -> Iterator[tuple[Known, Span]]:
        """The registered names in a text, in order, the longest where several start."""
        words = list(re.finditer(r"\w+(?:['’-]\w+)*", text))
        plain = [normal(word.group()) or word.group().lower() for word in words]
        at = 0
        while at < len(words):
            for size in range(min(self._longest, len(words) - at), 0, -1):
                found = self._by_name.get(" ".join(plain[at : at + size]))
                if found is not None and (size > 1 or words[at].group()[0].isupper()):
                    yield found, Span(words[at].start(), words[at + size - 1].end())
                    at += size - 1
                    break
            at += 1

    def name_within(self, words: str, least: int = 1) -> Known | None:
        """The registered source whose name, of `least` words or more, is the longest that `words` end with."""
        parts = normal(words).split()
        for size in range(min(self._longest, len(parts)), least - 1, -1):
            found = self._by_name.get(" ".join(parts[-size:]))
            if found:
                return found
        return None


def _entries(raw: dict[str, Any]) -> Iterator[tuple[Known, list[str], bool]]:
    """The sources of the pack, their other names, and whether a person's surname alone is theirs."""
    for entry in raw["sources"]:
        gender = entry.get("gender", "m") if entry["kind"] == "person" else None
        yield Known(entry["id"], entry["name"], entry["kind"], entry.get("side"), gender), entry["aliases"], True
    names = raw["names"]
    women, in_full = frozenset(names["women"]), frozenset(names["in_full"])
    for kind, by_side in names.items():
        if isinstance(by_side, list):
            continue
        for side, listed in by_side.items():
            for name, aliases in listed.items():
                gender = ("f" if name in women else "m") if kind == "person" else None
                yield Known(_plain(name), name, kind, side, gender), aliases, name not in in_full


def _plain(name: str) -> str:
    """A name as an id: "Volker Türk" -> "volker-turk"."""
    ascii_only = unicodedata.normalize("NFKD", normal(name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


@lru_cache(maxsize=None)
def registry(pack: str = "ukraine") -> Registry:
    names = lexicon.load(f"packs/{pack}/names.toml")
    return Registry({**lexicon.load(f"packs/{pack}/sources.toml"), "names": names})
