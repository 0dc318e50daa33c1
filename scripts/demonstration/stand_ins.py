"""The systems around the venue, played by tests/standins: the demo's CRM and its shop. All people are invented."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from processes import Failure

STAND_INS = Path(__file__).resolve().parents[2] / "tests" / "standins"
sys.path.insert(0, str(STAND_INS))
from client import StandIn  # noqa: E402

KEY = "standin-key"
MEMBERS = 900  # the segment that means a membership


class PlayedSystem(StandIn):
    """Ends with the demo, as all its programs do."""

    def __init__(self, processes, system):
        command = [sys.executable, "-B", STAND_INS / "standin.py", system, "--clock-runs", "--now", int(time.time())]
        self.process = processes.start_talking(system, command)
        ports = [self.process.stdout.readline() for _ in range(2)]
        if not all(ports):
            raise Failure(f"The stand-in {system} did not start. {processes.last_words(system)}")
        self.port, self.control_port = map(int, ports)
        self.url = f"http://127.0.0.1:{self.port}"


@dataclass
class Guest:
    """Of the demo's evening. `person`: her number in the CRM, 0: she is not there; `colleague`: somebody else ordered."""

    first: str
    last: str
    company: str
    kind: str  # of ticket
    person: int = 0
    colleague: bool = False
    objects: bool = False  # to profiling
    private: bool = False  # ordered with another address than the CRM has
    member: bool = False
    order: str = ""
    code: str = ""

    @property
    def name(self):
        return f"{self.first} {self.last}"

    @property
    def email(self):
        plain = "".join(letter for letter in f"{self.first}.{self.last}".lower() if letter.isascii() and letter != " ")
        return f"{plain}@{'home' if self.private else 'work'}.example"


def guests_of_the_evening():
    """In the order in which they come; the last three stay away."""
    guests = [
        Guest("Jördis", "Müller", "Elbwerk GmbH", "Member", 4001, member=True),
        Guest("Nora", "Whitfield", "Harbour Analytics", "Guest", 4002),
        Guest("Ömer", "Yıldız", "Alster Robotik", "Member", 4003, member=True),
        Guest("Katharina", "Böttcher", "Bucerius & Söhne", "Speaker", 4004),
        Guest("Łukasz", "Zieliński", "Fleetlogic", "Guest", 4005),
        Guest("Mareike", "Thomsen", "Kontor Nord", "Member", 4006, colleague=True, member=True),
        Guest("Henning", "Vogt", "Kontor Nord", "Member", 4007, colleague=True),
        Guest("Silke", "Paulsen", "Kontor Nord", "Member", colleague=True),
        Guest("Tilda", "Åkesson", "Speicherstadt Labs", "Guest", 4009, colleague=True, private=True),
        Guest("Roland", "Feddersen", "Hafen & Partner", "Guest", 4010, objects=True),
        Guest("Amira", "Haddad", "Campus Nord", "Guest", 4011),
        Guest("Jonas", "Petersen", "Reederei Lührs", "Member", 4012, member=True),
        Guest("Wiebke", "Carstens", "Reederei Lührs", "Member", 4013),
        Guest("Philipp", "Grothe", "Stadtwerke West", "Guest", 4014, member=True),
        Guest("Ingrid", "Sauer", "Verlag Blankenese", "Guest", 4015),
        Guest("Bastian", "Krohn", "Elbwerk GmbH", "Member", 4016, member=True),
        Guest("Frieda", "Lorenzen", "Deichgraf eG", "Guest", 4017),
    ]
    for number, guest in enumerate(guests, 1):
        guest.order, guest.code = f"ord-{number:04d}", f"FS26-{7341 * number % 100000:05d}-{number:02d}"
    return guests


def fill_crm(crm, guests):
    segments = {"segments": [{"id": MEMBERS, "name": "Members", "reference": "members", "group": 90}],
                "segment-groups": [{"id": 90, "name": "Membership", "reference": "membership"}]}
    crm.load(**segments, customers=[_customer(guest) for guest in guests if guest.person])


def _customer(guest):
    known = Guest(guest.first, guest.last, guest.company, guest.kind)
    return {"id": guest.person, "firstname": guest.first, "lastname": guest.last, "email": known.email,
            "company": guest.company, "manualSegments": [MEMBERS] if guest.member else [],
            "gender": "unknown", "birthdate": 441_763_200,  # a CRM has them; they are not to arrive here
            "profilingConsent": {"consent": not guest.objects, "noteId": guest.person}}


def fill_shop(shop, guests):
    shop.change(options={"fields": {"OnlineShopOrderItem": ["firstname", "lastname", "email", "company"]}})
    customers = [{"id": guest.person, "firstname": guest.first, "lastname": guest.last, "email": guest.email}
                 for guest in guests if guest.person and not guest.colleague]
    office = {"id": 4900, "firstname": "Office", "lastname": "Kontor", "email": "office@work.example"}
    shop.load(Customer=[*customers, office], OnlineShopOrderItem=[_item(guest, at) for at, guest in enumerate(guests)],
              OnlineShopOrder=[_order(guest, at) for at, guest in enumerate(guests)])


def _item(guest, at):
    item = {"id": 50_000 + at, "orderState": "committed", "productNumber": f"SUMMIT-26-{guest.kind.upper()}",
            "productName": guest.kind, "amount": 1, "customized": {"tickets": [{"code": guest.code}]}}
    if not guest.colleague:
        return item
    return item | {"firstname": guest.first, "lastname": guest.last, "email": guest.email, "company": guest.company}


def _order(guest, at):
    first, last, email = guest.first, guest.last, guest.email
    if guest.colleague:
        first, last, email = "Office", "Kontor", "office@work.example"
    return {"id": 20_000 + at, "ordernumber": guest.order, "orderState": "committed", "items": [50_000 + at],
            "orderdate": "2026-01-01 10:00:00", "customer": 4900 if guest.colleague else guest.person,
            "customerFirstname": first, "customerLastname": last, "customerCompany": guest.company,
            "customerEmail": email}


def connectors_toml(crm, shop, key_file):
    """Short waits, as nobody is far away: what a lost answer costs is twice connecting and replying."""
    common = f'key_file = "{key_file}"\nconnect_seconds = 1\nreply_seconds = 2\nrequests_per_minute = 6000\npull_minutes = 0\n'
    return (f'[[connector]]\nname = "crm"\nkind = "pimcore"\nurl = "{crm.url}/__customermanagementframework/webservice"\n'
            f'kinds = {{ members = "member" }}\n{common}\n'
            f'[[connector]]\nname = "shop"\nkind = "datahub"\nurl = "{shop.url}/pimcore-graphql-webservices/shop"\n{common}'
            'fields = { item_code = "customized.tickets.code", item_first_name = "firstname", item_last_name = "lastname", '
            'item_email = "email", item_organisation = "company" }\n')
