"""A source as a text writes it -> the canonical one: unwrapped from office, article and evidence around its name, then
the registry's, or known by its words alone.

    resolve(registry(), "Ukrainian Deputy Defense Minister Hanna Maliar").name == "Hanna Maliar"

A source that the registry does not know keeps its words, without article and office, under an id
made of them, so that the same name has the same id in every document.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.claim.registry import LONGEST, Known, Registry, normal, slug

_KEPT = re.compile(r"^(.{1,80}?)['’]s?\s+(?:tally|count|toll|estimates?|figures?)\s+(?:of|for)\b")
# "(an update) from", "(data) provided by": what stands in front of a speaker.
_OF = re.compile(r"(\w+)\s+(?:\w+ed\s+)?(?:from|by|of|at)\s+")
# "(a Reuters) review of (court records)": who looked into them.
_LOOKED = re.compile(
    r"^(?:an?\s+|the\s+)?(.{1,60}?)(?:['’]s)?\s+(?:review|analysis|investigation|examination|study|reading)\s+of\b"
)
# Somebody at a body, who does not speak for it: "sources in the General Staff".
_INSIDE = re.compile(r"(?:[\w-]+\s+){0,3}?(\w+)\s+(?:in|within|inside|close to|near)\s+(?:the\s+)?[A-Z]")
_SEEN = re.compile(
    r"\b(?:seen|obtained|reviewed|viewed|analy[sz]ed|examined|verified|compiled|collected|gathered|released|published|circulated|issued|shared|"
    r"drawn up|prepared|conducted|carried out|made|posted)(?:\s+(?:on\s+)?[A-Z][a-z]+day)?\s+by\s+"
    r"((?:the\s+)?[A-Z].{1,80})$"
)
_NAMED = re.compile(r"(?:the\s+)?[A-Z“\"]|(?:the|a|local|regional|senior)\s")
_RELATIVE = re.compile(
    r"(?<!people)(?<!those),?\s+"
    r"(?:who|whom|whose|that|which|"
    r"(?:taken|captured|interviewed|quoted|cited|briefed) (?:as|at|by|during|for|from|in|near|on|with)|"
    r"with (?:\w+ )?(?:ties|links))\s.*$"  # not "a captured officer"
)
_NAMED_OF = re.compile(
    r"([A-Z][\w’'-]+ [A-Z][\w’'-]+) (?:of|at|from|with) (?:the )?[A-Z]"
)  # "Rob Lee of the Institute"
_TOPICS = frozenset(("with", "on", "about"))  # behind these stands what somebody knows of
_INSIDERS = frozenset("source sources insider insiders interlocutor interlocutors contact contacts".split())
# "the TASS state news agency", "a fresh Pentagon (assessment)"
_AGENCY = re.compile(r"^(?:[a-z][\w-]+\s+)*([A-Z].*?)\s+(?:(?:state|state-run|official)\s+)?(?:news\s+)?agency$")
_NEW = re.compile(r"^(?:(?:an?|the)\s+)?(?:new|fresh|latest|recent|separate|joint)\s+(?=[A-Z])")
_CHANNELS = frozenset("Telegram Facebook Twitter YouTube X WhatsApp".split())
_ALONE = frozenset("which there what that".split())  # evidence where nothing else is said
_SHORT = 3  # letters of a name that is no word, but where all are capitals: "Kim Jong Un", "the UN"
_TO = re.compile(r" (?:to|near|against) (?:the )?[A-Z][^ ]*(?: [A-Z][^ ]*)?$")  # "Moscow's ambassador to the UN"


def resolve(registry: Registry, as_written: str) -> Known:
    """The canonical source for a name as a text writes it: the registry's, or the words themselves."""
    return _resolve(registry, " ".join(as_written[:LONGEST].split()))


@lru_cache(maxsize=4096)
def _resolve(registry: Registry, written: str) -> Known:
    exact = registry.exact(written)
    if exact:
        return exact
    local = registry.local(written)
    if local:
        return local
    inside = _INSIDE.match(written)
    if inside and inside.group(1).lower() in _INSIDERS:
        return Known(slug(written), re.sub(r"^(?:An?|The) ", "", written), "other", registry.side_of(written))
    plain = re.sub(r"\s*\([^)]*\)?", " ", written).removesuffix(" think tank")
    long = registry.name_within(plain, least=3)
    if long:
        return long
    bare = _unwrapped(registry, written)
    exact = registry.exact(bare)
    if exact:
        return exact
    person = _person(registry, bare)
    if person:
        return registry.exact(person) or Known(slug(person), person, "person")
    of = _NAMED_OF.match(bare)
    person = of and _person(registry, of.group(1))
    if person:
        return registry.exact(person) or Known(slug(person), person, "person")
    body = registry.staffed(" ".join(plain.split())) or registry.staffed(bare)
    if body:
        return body
    words = re.findall(r"\w+", bare)
    if words and words[-1][0].isupper() and "and" not in words:
        tail = registry.name_within(bare)  # "the independent news agency UNIAN"
        if tail and (_TO.search(bare) or _person(registry, bare)):
            tail = None
        if tail and (" " in tail.name or tail.kind in ("agency", "media", "blogger", "think_tank")):
            return tail
    name = _RELATIVE.sub("", bare.strip(" ,.").replace("’", "'"))
    kind = _kind(registry, name)
    if registry.war_bloggers.intersection(normal(name).split()[-1:]) and registry.side_of(name) in (None, "russia"):
        return registry.exact(next(iter(registry.war_bloggers))) or Known(slug(name), name, "blogger")
    while " " in name and name.split()[0].lower() in registry.lead and name.split()[1] != "of":
        name = name.split(maxsplit=1)[1]
    return Known(slug(name), name or written, kind, registry.side_of(bare))


def _unwrapped(registry: Registry, written: str) -> str:
    """The speaker inside "a Monday update from X", "X's tally", "X (ABC)", "X, a spokesman for Y", "data from X"."""
    text = re.sub(r"\s*\([^)]*\)?", " ", written)
    text = re.sub(r"\s+", " ", text).strip(" ,\"“”'‘’")
    seen = _SEEN.search(text)  # "a document seen by Reuters"
    if (
        seen
        and registry.evidence.isdisjoint(normal(text[: seen.start()]).split())
        and _kind(registry, seen.group(1)) != "evidence"
    ):
        text = seen.group(1)
    head, comma, rest = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text).partition(",")
    if comma:
        # "X, adviser to Y" is X; "the deputy minister, X" and "Y's governor, X" are X too.
        head_person, rest_person = _person(registry, head), _person(registry, rest.strip())
        text = head
        known = registry.exact(head)
        office = known is None or registry.names_person(known.name)  # whoever holds it stands alone
        if not head_person and office and (rest_person or known is None and registry.exact(rest)):
            text = rest.strip()
    if (looked := _LOOKED.match(text)) and registry.exact(looked.group(1)):
        text = looked.group(1)
    kept = _KEPT.match(text)
    if kept:  # "Kyiv's count of Russian tanks"; an analysis of data is told by whose data they are
        text = kept.group(1)
    for of in _OF.finditer(text):
        rest = text[of.end() :]
        if of.group(1).lower() in registry.bearers and _NAMED.match(rest):
            text = rest
            break
    of_data = re.match(r"^(.+?)\s+(?:data|figures|numbers|estimates)\b", text)
    if of_data and registry.exact(of_data.group(1)):
        text = of_data.group(1)
    own = re.match(r"^(.+?)['’]s?\s+((?:[\w-]+\s+){0,2})(\w+)$", text)
    named = own is not None and any(word[0].isupper() and word not in _CHANNELS for word in own.group(2).split())
    if (
        own
        and own.group(3).lower() in registry.bearers
        and (own.group(3) != "service" or " press " in text)
        and not named
    ):
        text = own.group(1)
    if (agency := _AGENCY.match(text)) and registry.exact(agency.group(1)):
        text = agency.group(1)
    words = _NEW.sub("", text).split()
    while len(words) > 1 and words[-1].islower() and words[-1] in registry.bearers:
        rest = " ".join(words[:-2] if words[-2].lower() == "press" else words[:-1])
        if not (registry.exact(rest) or rest.endswith(("'s", "’s", "s'", "s’"))):
            break
        words = rest.split()
    if len(words) > 3 and " ".join(words[-2:]).lower() == "think tank":
        words = words[:-2]
    if len(words) in (2, 3) and words[-1] == "channel" and words[0].lower() not in registry.adjectives:
        if words[0][0].isupper() and words[1:-1] in ([], ["Telegram"]):
            words = words[:1]  # "the Rybar Telegram channel"
    text = " ".join(words)
    return re.sub(r"['’]s?$", "", text) if re.search(r"['’]s?$", text) else text


def _person(registry: Registry, words: str) -> str | None:
    """The name at the end of "Deputy Defence Minister Hanna Maliar": one to four capitals behind an office,
    or two or three capitals of which none names a body."""
    parts = re.findall(r"[^\s,]+", words)
    k = len(parts) - 1
    while k >= 0 and _in_name(registry, parts[k].strip('"“”')):
        k -= 1
    name = [part.strip('"“”') for part in parts[k + 1 :]]
    while name and name[0].islower():
        name.pop(0)
        k += 1
    if not name or name == ["The"]:
        return None
    before = parts[k].lower().strip(".,") if k >= 0 else ""
    if before == "of" and len(name) > 2 and any(registry.office(part) for part in parts[:k]):
        return " ".join(name[-2:])  # "adviser to the mayor of Mariupol Petro Koval"
    joined = " ".join(name)
    known = registry.exact(joined)
    if known:
        return joined if known.kind == "person" or registry.office(before) else None
    if registry.office(before) or before in registry.bodies:
        return joined if len(name) <= 4 else None
    plain = {part.lower() for part in name if part.isupper() or len(part) > _SHORT}
    if k >= 0 and parts[k].endswith(("'s", "’s")) and registry.exact(" ".join(parts[: k + 1])):
        k = -1  # "Bellingcat's Christo Grozev"
    if k < 0 and 2 <= len(name) <= 3 and not plain & (registry.bodies | registry.topics | registry.adjectives):
        return None if name[0].lower().startswith("pro-") else joined
    return None


def _in_name(registry: Registry, word: str) -> bool:
    """Whether a word can be part of a person's name."""
    if word in ("von", "der", "van", "de", "al", "bin"):
        return True
    if not word[:1].isupper() or word.endswith(("'s", "’s")) or (word.isupper() and len(word) > 1 and "." not in word):
        return False
    return not registry.office(word) and word.lower() not in registry.bodies


def _kind(registry: Registry, words: str) -> str:
    parts = normal(words).split() or [""]
    if len(parts) > 1:
        parts = [part for part in parts if part not in _ALONE] or [""]
    named = parts[: next((n for n, part in enumerate(parts) if part in _TOPICS), len(parts))]
    made = "data" in named and named[-1].endswith("ed")  # "data collected on Friday"
    if made or named[-1:] == ["data"] or not registry.evidence.isdisjoint(named) and not registry.works(named):
        return "evidence"  # not "people familiar with the data"
    return next((kind for noun, kind in registry.kinds.items() if noun in parts), "other")
