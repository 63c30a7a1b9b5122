"""The open sources of the gazetteer, each read into points with names. What each is and its licence: schema.py."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ'’ʼ .-]+")
LATIN = re.compile(r"[A-Z][A-Za-zÀ-ž'’ʼ .-]+")
_RUSSIAN_ONLY, _UKRAINIAN_ONLY = re.compile(r"[ыэёъЫЭЁЪ]"), re.compile(r"[іїєґІЇЄҐ]")

OBLASTS = {
    "Вінницька": "Vinnytsia", "Волинська": "Volyn", "Дніпропетровська": "Dnipropetrovsk", "Донецька": "Donetsk",
    "Житомирська": "Zhytomyr", "Закарпатська": "Zakarpattia", "Запорізька": "Zaporizhzhia",
    "Івано-Франківська": "Ivano-Frankivsk", "Київська": "Kyiv", "Київ": "Kyiv", "Кіровоградська": "Kirovohrad",
    "Луганська": "Luhansk", "Львівська": "Lviv", "Миколаївська": "Mykolaiv",
    "Одеська": "Odesa", "Полтавська": "Poltava",
    "Рівненська": "Rivne", "Сумська": "Sumy", "Тернопільська": "Ternopil", "Харківська": "Kharkiv",
    "Херсонська": "Kherson", "Хмельницька": "Khmelnytskyi", "Черкаська": "Cherkasy", "Чернівецька": "Chernivtsi",
    "Чернігівська": "Chernihiv", "Автономна Республіка Крим": "Crimea", "Севастополь": "Crimea",
}  # fmt: skip
WOF_OBLASTS = {name: name for name in OBLASTS.values()} | {
    "Dnipropetrovs'k": "Dnipropetrovsk", "Ivano-Frankivs'k": "Ivano-Frankivsk", "Odessa": "Odesa",
    "Zaporizhia": "Zaporizhzhia",
}  # fmt: skip
GEONAMES_OBLASTS = dict(
    zip(
        [f"{n:02}" for n in range(1, 28)],
        "Cherkasy Chernihiv Chernivtsi Dnipropetrovsk Donetsk Ivano-Frankivsk Kharkiv Kherson Khmelnytskyi "
        "Kirovohrad Crimea Kyiv Kyiv Luhansk Lviv Mykolaiv Odesa Poltava Rivne Crimea Sumy Ternopil Vinnytsia "
        "Volyn Zakarpattia Zaporizhzhia Zhytomyr".split(),
        strict=True,
    )
)
# GeoNames' numbers of the regions of Russia, those at the border first.
RUSSIA = {
    "09": "Belgorod", "10": "Bryansk", "41": "Kursk", "86": "Voronezh", "61": "Rostov", "38": "Krasnodar",
    "43": "Lipetsk", "56": "Oryol", "69": "Smolensk", "84": "Volgograd", "25": "Kaluga", "76": "Tula", "01": "Adygea",
    "47": "Moscow", "48": "Moscow", "42": "Leningrad", "66": "Saint Petersburg", "67": "Saratov", "62": "Ryazan",
    "65": "Samara", "73": "Tatarstan",
    "51": "Nizhny Novgorod", "70": "Stavropol", "07": "Astrakhan", "60": "Pskov",
    "52": "Novgorod", "77": "Tver", "72": "Tambov", "57": "Penza",
    "12": "Chechnya", "17": "Dagestan", "68": "North Ossetia",
    "08": "Bashkortostan", "80": "Udmurtia", "49": "Murmansk", "06": "Arkhangelsk", "85": "Vologda", "88": "Yaroslavl",
    "37": "Kostroma", "21": "Ivanovo", "83": "Vladimir", "81": "Ulyanovsk", "55": "Orenburg", "71": "Sverdlovsk",
    "13": "Chelyabinsk", "78": "Tyumen", "33": "Kirov", "46": "Mordovia", "16": "Chuvashia", "45": "Mari El",
    "23": "Kaliningrad", "28": "Karelia", "24": "Kalmykia", "19": "Ingushetia", "22": "Kabardino-Balkaria",
    "27": "Karachay-Cherkessia", "90": "Perm", "53": "Novosibirsk", "54": "Omsk", "75": "Tomsk", "34": "Komi",
    "11": "Buryatia", "20": "Irkutsk", "91": "Krasnoyarsk", "59": "Primorsky", "30": "Khabarovsk", "63": "Sakha",
}  # fmt: skip
NEAR_RUSSIA = {"Belgorod", "Bryansk", "Kursk", "Voronezh", "Rostov", "Krasnodar"}
LARGE = 15_000  # inhabitants from which towns further off are kept


@dataclass
class Point:
    """A settlement as one source has it. `names` are (name, language, source); `language` is uk, ru, en or "" for
    other Latin spellings; `rank` is 3 city, 2 town, 1 village, 0 hamlet or not told."""

    source: str
    id: str
    country: str
    oblast: str
    lat: float
    lon: float
    rank: int = 0
    population: int = 0
    names: list[tuple[str, str, str]] = field(default_factory=list)
    links: set[str] = field(default_factory=set)  # identities in other sources, which join rows

    def add(self, name: str, language: str) -> None:
        name = re.sub(r"[’ʼ`]", "'", name.replace("\u0301", "")).strip(" '")
        if len(name) < 2 or re.search(r"\d|[Оо]бласть|[Oo]blast", name):
            return
        if (
            language == ""
            and not LATIN.fullmatch(name)
            or language != ""
            and not (LATIN.fullmatch(name) or CYRILLIC.fullmatch(name))
        ):
            return
        self.names.append((name, language, self.source))


def cyrillic(name: str) -> str:
    """The language of a name in Cyrillic letters, by the letters that only one of the two has."""
    return "ru" if _RUSSIAN_ONLY.search(name) or not _UKRAINIAN_ONLY.search(name) else "uk"


def osm(path: Path) -> Iterator[Point]:
    ranks = {"city": 3, "town": 2, "village": 1, "hamlet": 0}
    with path.open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            point = Point(
                "osm", f"osm-{row['osm_type'][0]}{row['osm_id']}", "ua", OBLASTS[row["oblast"]],
                float(row["lat"]), float(row["lon"]), ranks[row["place"]],
            )  # fmt: skip
            point.add(row["name_uk"], "uk")
            point.add(row["name_en"], "en")
            if point.names:
                yield point


def wof(path: Path) -> Iterator[Point]:
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            point = Point(
                "wof", f"wof-{row['wof_id']}", "ua", WOF_OBLASTS.get(row["region"], ""),
                float(row["lat"]), float(row["lon"]), 0, int(float(row["population"] or 0)),
            )  # fmt: skip
            if row["geonameid"]:
                point.links.add(f"gn-{row['geonameid']}")
            if row["wikidata"]:
                point.links.add(row["wikidata"])
            for column, language in (("name", ""), ("names_uk", "uk"), ("names_en", "en"), ("names_ru", "ru")):
                for name in row[column].split("|"):
                    written = "uk" if CYRILLIC.fullmatch(name) and language == "" else language
                    if written == "uk" and LATIN.fullmatch(name):
                        written = ""
                    if written == "ru" and _UKRAINIAN_ONLY.search(name):
                        written = "uk"
                    point.add(name, written)
            if point.names and "район" not in row["names_uk"] + row["names_ru"]:
                yield point


def geonames(path: Path) -> Iterator[Point]:
    """Towns of Ukraine; of the Russian regions that border it; larger ones beyond; those of Belarus and Moldova."""
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            country, people = row["country"].lower(), int(row["population"] or 0)
            region = {"ua": GEONAMES_OBLASTS, "ru": RUSSIA}.get(country, {}).get(row["admin1"], "")
            if country != "ua" and region not in NEAR_RUSSIA and people < (LARGE if country == "ru" else LARGE // 3):
                continue
            rank = 3 if people > 50_000 else 2 if people > 5_000 else 1
            point = Point(
                "gn", f"gn-{row['geonameid']}", country, region, float(row["lat"]), float(row["lon"]), rank, people
            )
            point.links.add(point.id)
            point.add(row["name"], "en")
            for name in row["alternatenames"].split("|"):
                if name.isupper():
                    continue
                point.add(name, cyrillic(name) if CYRILLIC.fullmatch(name) else "")
            yield point


@dataclass(frozen=True)
class Official:
    """A row of the official list of settlements: no coordinates. `category` is M city, X settlement, C village."""

    code: str
    category: str
    name: str
    oblast: str
    raion: str
    hromada: str


def katottg(path: Path) -> list[Official]:
    with path.open(encoding="utf-8") as lines:
        return [
            Official(
                row["code"],
                row["category"],
                re.sub(r"[’ʼ`]", "'", row["name_uk"]),
                OBLASTS[row["oblast_uk"]],
                row["raion_uk"].strip(),
                row["hromada_uk"].strip(),
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
