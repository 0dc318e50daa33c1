"""Invented people from a seed: umlauts, very long names, namesakes, two names on one address, and five colleagues whose
tickets one buyer ordered."""

import random
from dataclasses import dataclass

FIRST_NAMES = ("Mara", "Jörg", "Änne", "Björn", "Zoë", "Søren", "Łukasz", "Noor", "Ines", "Çelik", "Åsa", "Özgür", "Li",
               "Renée", "Tomasz", "Käthe", "Hauke", "Wiebke", "Amélie", "Fritz")
LAST_NAMES = ("Beispiel", "Müßig", "Grünspan", "Ößling", "Musterfrau", "O'Vorlage", "Żółty", "Nørgaard", "Probe",
              "von und zu Beispielhausen", "Ähre", "Straßmann", "D'Exemple", "Yıldızoğlu", "Kwiatkowski", "Platzhalter")
LONG_NAMES = (("Maximiliane-Charlotte Friederike", "Freifrau von Musterberg-Beispielhausen zu Probenstein"),
              ("Karl-Theodor Emanuel Ferdinand", "Schmetterlingsflügelbetrachtungsgesellschafter"))
COMPANIES = ("Muster GmbH", "Beispiel & Söhne KG", "Probe AG", "Gänseblümchen Verlag", "Vorlage eG", "Attrappe SE", "")
COLLEAGUES = 5
EVERY_LONG_NAME = 40
EVERY_NAMESAKE = 25
EVERY_SHARED_ADDRESS = 30
EVERY_GROUP = 20  # of these people the first five are colleagues on one order


@dataclass(frozen=True)
class Person:
    number: int  # 1, 2, 3 …
    first_name: str
    last_name: str
    email: str
    company: str
    language: str
    order: int  # people of one order have one buyer
    buyer_email: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def people(count: int, seed: int = 1) -> list[Person]:
    chance = random.Random(seed)
    found: list[Person] = []
    for number in range(1, count + 1):
        found.append(_person(chance, number, found))
    return found


def orders(everybody: list[Person]) -> dict[int, list[Person]]:
    """The people of each order, in order."""
    by_order: dict[int, list[Person]] = {}
    for person in everybody:
        by_order.setdefault(person.order, []).append(person)
    return by_order


def _person(chance: random.Random, number: int, before: list[Person]) -> Person:
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    if number % EVERY_LONG_NAME == 0:
        first, last = chance.choice(LONG_NAMES)
    if number % EVERY_NAMESAKE == 0:
        first, last = before[-2].first_name, before[-2].last_name
    email = f"guest{number}@example.org"
    if number % EVERY_SHARED_ADDRESS == 0:
        email = before[-2].email
    place = (number - 1) % EVERY_GROUP
    in_group = place < COLLEAGUES
    order = number - place if in_group else number
    return Person(number, first, last, email, before[order - 1].company if order < number else chance.choice(COMPANIES),
                  chance.choice(("de", "de", "en")), order,
                  f"office{order}@example.org" if in_group else email)
