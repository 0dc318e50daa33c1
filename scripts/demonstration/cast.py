"""Who comes: a few guests chosen for what they show, then others as the dice fall."""

import csv
import random
import unicodedata
from dataclasses import dataclass, field


@dataclass
class Guest:
    code: str
    order: str
    first: str
    last: str
    company: str
    places: int
    language: str

    @property
    def name(self):
        return f"{self.first} {self.last}"


@dataclass
class Visit:
    """A guest before a kiosk. `expected` is "admitted" or the refusal that the journal will name."""

    guest: Guest
    kiosk: str
    expected: str = "admitted"
    screen: str = ""  # the screenshot to take, if any
    pictures: int = 0  # held up so often


@dataclass
class Cast:
    visits: list = field(default_factory=list)
    spare: list = field(default_factory=list)  # guests who have not come, for a person to try
    everybody: list = field(default_factory=list)

    @property
    def guests(self):
        return [visit.guest for visit in self.visits if visit.expected == "admitted"]


def _script(text):
    letter = next((c for c in text if c.isalpha()), "A")
    return unicodedata.name(letter).split()[0]


def _read(file):
    with open(file, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter=";"):
            guest = Guest(row["Ticketcode"], row["Bestellnummer"], row["Vorname"], row["Nachname"], row["Firma"],
                          int(row["Anzahl"]), row["Sprache"])
            may_enter = row["Status"] == "bestätigt" and row["Bezahlt"] == "ja"
            yield guest, may_enter, row["Status"] == "storniert"


def plain_guests(file, count):
    """Who may come in, alone."""
    return [guest for guest, may_enter, _cancelled in _read(file) if may_enter and guest.places == 1][:count]


def choose(file, count, kiosks):
    """`count` guests who are let in, dealt to the two kiosks; two of them come a second time, and one is refused."""
    rows = list(_read(file))
    welcome = [guest for guest, may_enter, _cancelled in rows if may_enter]
    cancelled = next(guest for guest, _enter, is_cancelled in rows if is_cancelled and guest.language == "de")

    def first(wanted, without):
        return next(guest for guest in welcome if wanted(guest) and guest not in without)

    def plain(guest, language):
        return guest.places == 1 and guest.language == language and guest.company and len(guest.name) < 20

    chosen = []
    for wanted in (
        lambda g: plain(g, "de") and "ü" in g.last,
        lambda g: plain(g, "en") and _script(g.name) == "LATIN",
        lambda g: len(g.name) >= 60,
        lambda g: g.places == 2,
    ):
        chosen.append(first(wanted, chosen))
    scripts = {}
    for guest in welcome:
        if _script(guest.name) != "LATIN" and guest.places == 1:
            scripts.setdefault(_script(guest.name), guest)
    for script in ("CJK", "ARABIC", "GREEK", "CYRILLIC", "HEBREW", "HANGUL"):
        if script in scripts and len(chosen) < count:
            chosen.append(scripts[script])
    others = [guest for guest in welcome if guest not in chosen]
    random.Random(26).shuffle(others)
    missing = count - len(chosen)
    return Cast(_visits(chosen + others[:missing], cancelled, kiosks), others[missing : missing + 12], [row[0] for row in rows])


def _visits(chosen, cancelled, kiosks):
    here, there = kiosks
    german, english = chosen[0], chosen[1]
    visits = [
        Visit(german, here, screen="welcome-de"),
        Visit(english, there, screen="welcome-en"),
        Visit(cancelled, here, expected="cancelled", screen="please-see-our-team-de"),
    ]
    visits += [Visit(guest, kiosks[number % 2]) for number, guest in enumerate(chosen[2:])]
    # Each at the other kiosk than before: what one admits, the other knows.
    visits.append(Visit(english, here, expected="already_in", screen="already-checked-in-en"))
    visits.append(Visit(german, there, expected="already_in", screen="already-checked-in-de"))
    return visits
