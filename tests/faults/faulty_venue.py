"""A venue of real programs whose parts are killed, parted and restarted, and what must hold of it in the end.

What counts is what people were shown: a kiosk's trace names every scan whose outcome stood on the screen."""

import contextlib
import csv
import os
import random
import shutil
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "scripts" / "demonstration"))

import stand_ins  # noqa: E402, F401
from bad_line import BadLine  # noqa: E402, F401
from display import HiddenDisplay  # noqa: E402
from processes import Failure, Interrupted, Processes, Signals  # noqa: E402
from venue import EVENT, SCRIPTS, Venue  # noqa: E402

PATIENCE = 90
LOOK_AGAIN = 15


@dataclass
class Guest:
    code: str
    order: str
    places: int


@dataclass
class Kiosk:
    key: str
    name: str
    printer: list
    door: str = "Main"
    language: str = "en"
    pictures: Path = None
    process: object = None
    display: object = None
    taken: int = 0


class FaultyVenue(Venue):
    """One event of 60 invented guests, a server on a port that stays the same, kiosks with a printer each."""

    def __init__(self, processes, build):
        super().__init__(processes, build)
        self.kiosks = []

    @property
    def processes(self):
        return self._processes

    @property
    def folder(self):
        return self._folder

    @property
    def program(self):
        """The organisers' command line."""
        return self._bin / "einlass"

    def stop(self):
        """Kiosks and server, so that their folders are free."""
        for process in [*(kiosk.process for kiosk in self.kiosks), self.server]:
            if process:
                self._processes.end(process)

    def set_up(self):
        self.start_server()
        self.create_event()
        guest_list = self._folder / "guests.csv"
        self._processes.run([SCRIPTS / "make-sample-event", "--guests", 60, "--output", guest_list])
        self.import_guests(guest_list)
        self.guests = list(_who_may_enter(guest_list))
        self.tickets = {row["order"]: row["ticket_id"] for row in self.attendance()}

    # --- kiosks --------------------------------------------------------------------------------------------------

    def add_kiosk(self, key, port=None, printers=None):
        """Paired, and told to find the server at `port` where a proxy stands between them. It has a printer of its own
        name where none are given."""
        if printers is None:
            printers = [{"name": key, "kind": "ipp", "uri": self.start_printer(key)}]
        kiosk = Kiosk(key, key.capitalize(), printers, display=HiddenDisplay(self._processes, f"xvfb-{key}"))
        self.pair_kiosk(kiosk, kiosk.display, port)
        self.kiosks.append(kiosk)
        self.start_kiosk(kiosk)
        self.wait_for_attract(kiosk)
        self._wait_for_guest_list(kiosk)
        return kiosk

    def start_kiosk(self, kiosk):
        super().start_kiosk(kiosk, kiosk.display)

    def wait_for_attract(self, kiosk):
        def invites():
            try:
                return "ticket" in kiosk.display.title(kiosk).casefold()
            except Failure:  # no window yet
                return False

        self._processes.wait_until(f"The first screen of {kiosk.name}", invites)

    def _wait_for_guest_list(self, kiosk):
        """It comes after the first screen, and without it a kiosk that is parted knows nobody."""
        file = self._folder / f"kiosk-{kiosk.key}" / "venue.db"
        self._processes.wait_until(f"The guest list at {kiosk.name}", lambda: _has_guest_list(file), PATIENCE)

    def hold_up(self, kiosk, guest):
        kiosk.taken += 1
        hidden = kiosk.pictures / f".{kiosk.taken:04d}.png"
        self._processes.run(["qrencode", "-o", hidden, "-s", "8", "-m", "8", guest.code])
        hidden.rename(kiosk.pictures / hidden.name[1:])

    def admit(self, kiosk, guest, meanwhile=lambda: None):
        """Holds the guest's ticket up until an outcome is shown; `meanwhile` runs once, right after the first time."""
        known = set(self.milestones(kiosk))
        self.hold_up(kiosk, guest)
        meanwhile()
        held = time.monotonic()
        limit = held + PATIENCE
        while not set(self.milestones(kiosk)) - known:
            if time.monotonic() > limit:
                raise Failure(f"{kiosk.name} showed no outcome within {PATIENCE} seconds.")
            if time.monotonic() - held > LOOK_AGAIN:
                self.hold_up(kiosk, guest)
                held = time.monotonic()
            time.sleep(0.05)
        time.sleep(3.2)  # so long the kiosk keeps a result before it takes the next code

    def admit_amid(self, kiosk, faults, dice, afterwards):
        """A guest per fault, in any order; the fault comes up to 0.2 s after the ticket. The guests."""
        dice.shuffle(faults)
        guests = self.guests[: len(faults)]
        for guest, fault in zip(guests, faults, strict=True):
            print(f"guest {guest.order}: {fault.__name__}", flush=True)
            late = dice.uniform(0, 0.2)
            self.admit(kiosk, guest, lambda fault=fault, late=late: (time.sleep(late), fault()))
            afterwards()
        return guests

    # --- printers ------------------------------------------------------------------------------------------------

    def cups(self, command, queue):
        """cupsenable, cupsdisable … at the venue's own cupsd."""
        self.processes.run([command, queue], {"CUPS_SERVER": str(self._folder / "cups" / "run" / "cups.sock")})

    def pull_the_plug_of(self, printer):
        self.kill(self._printers[printer])

    def start_printer_again(self, printer):
        self._run_printer(printer, int((self.printer_folder(printer) / "port").read_text()))

    # --- what must hold ------------------------------------------------------------------------------------------

    def check_whole(self, admitted):
        """After everything runs again: nothing that was shown is missing, nobody is in twice, no badge is in doubt
        without saying so."""
        wanted = {self.tickets[guest.order]: guest.places for guest in admitted}
        scans = set().union(*(self.milestones(kiosk) for kiosk in self.kiosks))

        def handed_over():
            journal = self.journal()
            here = {entry["scan"]["id"] for entry in journal if "scan" in entry and _is_outcome(entry)}
            return scans <= here and _open_badges(journal) == set() and journal

        journal = self._processes.wait_until("The arrival of everything that was shown", handed_over, PATIENCE)
        self._check_persons(journal, wanted)
        self._check_paper()
        exported = self._folder / "journal.jsonl"
        self.einlass("journal", "export", "--event", EVENT, "--output", exported)
        self.einlass("journal", "verify", exported)
        if any(event["parked"] for event in self.status()["events"]):
            raise Failure("Entries were parked, though nobody tampered with anything.")
        self._check_disks()
        return journal

    def _check_disks(self):
        """While they run, no kiosk's files show a name or a code."""
        secrets = list(_names_and_codes(self._folder / "guests.csv"))
        for kiosk in self.kiosks:
            state = self._folder / f"kiosk-{kiosk.key}"
            if not list(state.rglob("*.key")):
                raise Failure(f"{kiosk.name} keeps no key, so there is nothing to be sealed with.")
            for file in [each for each in state.rglob("*") if each.is_file()]:
                content = file.read_bytes()
                folded = content.lower()
                if any(secret in content or (len(secret) >= 9 and secret.lower() in folded) for secret in secrets):
                    raise Failure(f"{file.name} of {kiosk.name} shows a name or a code.")

    def _check_persons(self, journal, wanted):
        rows = {row["ticket_id"]: row for row in self.attendance()}
        for ticket, places in wanted.items():
            if rows[ticket]["admitted"] != places or rows[ticket]["open_conflicts"]:
                raise Failure(f"A ticket of {places} was counted as {rows[ticket]['admitted']}.")
        others = [row for ticket, row in rows.items() if ticket not in wanted and row["admitted"]]
        if others:
            raise Failure("Somebody was counted who was not there.")

    def _check_paper(self):
        for printer in self._printers:
            printed = self.printer_folder(printer) / "printed"
            names = [line.split("\t")[1] for line in printed.read_text().splitlines()] if printed.exists() else []
            if len(names) != len(set(names)):
                raise Failure("A print job came out twice.")


def _has_guest_list(file):
    """Whole, as list_taken_setting in kiosk/link says."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            return database.execute("SELECT 1 FROM settings WHERE name GLOB 'list_taken.*'").fetchone()
    except sqlite3.OperationalError:  # the kiosk is still making it
        return None


def _who_may_enter(file):
    with open(file, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter=";"):
            if row["Status"] == "bestätigt" and row["Bezahlt"] == "ja":
                yield Guest(row["Ticketcode"], row["Bestellnummer"], int(row["Anzahl"]))


def _names_and_codes(file):
    """Those that nobody finds by chance: an order number such as B24002 may well stand in a hash."""
    with open(file, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter=";"):
            for column in ("Vorname", "Nachname", "E-Mail", "Ticketcode", "Bestellnummer"):
                secret = row[column].encode()
                if len(secret) >= (8 if column == "Bestellnummer" else 6):
                    yield secret


def _is_outcome(entry):
    return entry["fact"]["kind"] in ("admitted", "refused", "host_asked")


def _open_badges(journal):
    """Started, and nobody has said what became of them."""
    open_ones = set()
    for kind, remembers in (("badge_started", True), ("badge_printed", False), ("badge_failed", False), ("badge_unknown", False)):
        for entry in journal:
            if entry["fact"]["kind"] == kind:
                (open_ones.add if remembers else open_ones.discard)(entry["fact"]["serial"])
    return open_ones


def run(part):
    """part(venue, dice) on a venue of its own: TEST BUILD [SEED]. Says the seed, so that a failure can be repeated."""
    build = Path(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    processes = Processes(Signals())
    try:
        processes.make_folder()
        part(FaultyVenue(processes, build), random.Random(seed))
    except Failure as failure:
        logs = os.environ.get("EINLASS_KEEP_LOGS")
        if logs:
            shutil.copytree(processes.folder, logs, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.sock"))
        sys.exit(f"seed {seed}: {failure}")
    except Interrupted as interrupted:
        sys.exit(128 + interrupted.number)
    finally:
        processes.close()
