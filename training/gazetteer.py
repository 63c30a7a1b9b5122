"""Build the war pack's gazetteer from the open sources: one command, two files, each under its own licence.

    python training/gazetteer.py SHARED_GAZETTEER_FOLDER

Columns: name; keys (lexicon/gazetteer.py: spelling-free forms, Cyrillic names as they are); country; region;
degrees in WGS 84; rank (3 city, 2 town, 1 village, 0 hamlet); id.

settlements.tsv   OpenStreetMap settlements of ten oblasts near the front, a place within about 3 km of its
                  namesake kept once (ODbL 1.0)
towns.tsv         GeoNames towns of Ukraine, of the Russian regions that border it, and large Russian cities
                  (CC BY 4.0), with their Latin spellings
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from onrecord.lexicon.gazetteer import key

TARGET = Path(__file__).parents[1] / "src/onrecord/lexicon/packs/ukraine/gazetteer"
# The official romanisation of 2010 (Cabinet of Ministers, resolution 55).
LETTERS = dict(
    zip("абвгґдежзиіїйклмнопрстуф", "a b v h g d e zh z y i i i k l m n o p r s t u f".split(), strict=True)
) | {
    "є": "ie", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    "'": "", "’": "", "ʼ": "",
}  # fmt: skip
INITIALS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
OBLASTS = {
    "Донецька": "Donetsk", "Луганська": "Luhansk", "Харківська": "Kharkiv", "Запорізька": "Zaporizhzhia",
    "Херсонська": "Kherson", "Сумська": "Sumy", "Чернігівська": "Chernihiv", "Дніпропетровська": "Dnipropetrovsk",
    "Миколаївська": "Mykolaiv", "Одеська": "Odesa",
}  # fmt: skip
UKRAINE = dict(
    zip(
        [f"{n:02}" for n in range(1, 28)],
        "Cherkasy Chernihiv Chernivtsi Dnipropetrovsk Donetsk Ivano-Frankivsk Kharkiv Kherson Khmelnytskyi "
        "Kirovohrad Crimea Kyiv Kyiv Luhansk Lviv Mykolaiv Odesa Poltava Rivne Sevastopol Sumy Ternopil Vinnytsia "
        "Volyn Zakarpattia Zaporizhzhia Zhytomyr".split(),
        strict=True,
    )
)
RUSSIA = {"09": "Belgorod", "10": "Bryansk", "41": "Kursk", "86": "Voronezh", "61": "Rostov", "38": "Krasnodar"}


HEAD = "name keys country region lat lon rank id"


def romanised(name: str) -> str:
    """The official Latin spelling of a Ukrainian name: Згурівка -> Zghurivka, Їжаківка -> Yizhakivka."""
    parts = []
    for word in re.split(r"([\s-])", name.lower().replace("зг", "zgh")):
        letters = [INITIALS[c] if n == 0 and c in INITIALS else LETTERS.get(c, c) for n, c in enumerate(word)]
        parts.append("".join(letters).capitalize())
    return "".join(parts)


RANKS = {"city": "3", "town": "2", "village": "1", "hamlet": "0"}


def settlements(source: Path) -> list[list[str]]:
    """Rows of settlements.tsv from a CSV with columns name_uk, name_en, place, oblast, lat, lon, osm_type, osm_id."""
    seen, rows = set(), []
    with source.open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            lat, lon = float(row["lat"]), float(row["lon"])
            spot = (row["name_uk"], round(lat * 30), round(lon * 20))
            if spot in seen:
                continue
            seen.add(spot)
            name = row["name_en"].strip() or romanised(row["name_uk"])
            keys = "|".join(sorted({key(name), row["name_uk"].lower()}))
            rows.append(
                [
                    name,
                    keys,
                    "ua",
                    OBLASTS[row["oblast"]],
                    f"{lat:.4f}",
                    f"{lon:.4f}",
                    RANKS[row["place"]],
                    f"osm-{row['osm_type'][0]}{row['osm_id']}",
                ]
            )
    return sorted(row for row in rows if row[0] and not re.search(r"\d", row[0]))


def towns(source: Path) -> list[list[str]]:
    """Rows of towns.tsv from a table of GeoNames, tab-separated, with a head."""
    rows = []
    with source.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            region = (UKRAINE if row["country"] == "UA" else RUSSIA if row["country"] == "RU" else {}).get(
                row["admin1"]
            )
            large = row["country"] == "RU" and int(row["population"] or 0) >= 100_000
            if region is None and not large:
                continue
            latin = {
                n.replace("’", "'") for n in row["alternatenames"].split("|") if re.fullmatch(r"[A-Za-z'’ -]{4,}", n)
            } - {row["name"]}
            people = int(row["population"] or 0)
            keys = {key(row["name"]), *map(key, latin)}
            rank = "3" if people > 50_000 else "2" if people > 5_000 else "1"
            rows.append(
                [
                    row["name"].replace("’", ""),
                    "|".join(sorted(keys)),
                    row["country"].lower(),
                    region or "",
                    f"{float(row['lat']):.4f}",
                    f"{float(row['lon']):.4f}",
                    rank,
                    f"gn-{row['geonameid']}",
                ]
            )
    return sorted(rows)


def write(path: Path, head: str, rows: list[list[str]]) -> None:
    path.write_text("\n".join([head.replace(" ", "\t"), *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")
    print(path.name, len(rows), "rows", path.stat().st_size // 1024, "kB")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    TARGET.mkdir(parents=True, exist_ok=True)
    write(TARGET / "settlements.tsv", HEAD, settlements(folder / "osm_settlements_frontline.csv"))
    write(TARGET / "towns.tsv", HEAD, towns(folder / "geonames_cities500_UA_RU.tsv"))
