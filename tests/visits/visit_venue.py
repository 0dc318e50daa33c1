"""A venue for one visit: real server, real kiosk with a printer that writes files, real guests' tickets."""

import csv
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "scripts" / "demonstration"))

from display import HiddenDisplay  # noqa: E402
from processes import Failure, Processes, Signals  # noqa: E402
from venue import EVENT, Venue  # noqa: E402

from kiosk_screen import KioskScreen, listen  # noqa: E402

READY = {"de": "Halten Sie Ihr Ticket vor die Kamera", "en": "Hold your ticket up to the camera"}


@dataclass
class Kiosk:
    key: str
    name: str
    printer: dict
    door: str = "Main"
    language: str = "de"
    pictures: Path = None
    process: object = None


def add_preset(processes, build, name, preset, **changes):
    """Beside those that come with the programs started from now on: a copy of `preset`, but for these of its parts."""
    added = processes.folder / "assets"
    shutil.copytree(build / "share" / "einlass", added)
    policy = json.loads((added / "presets" / f"{preset}.json").read_text(encoding="utf-8"))
    (added / "presets" / f"{name}.json").write_text(json.dumps({**policy, **changes}), encoding="utf-8")
    os.environ["EINLASS_ASSETS"] = str(added)


class VisitVenue(Venue):
    """`preset` and what else `einlass event create` takes; `guests`: rows of a list, of which Name is needed."""

    def __init__(self, processes, build, preset="summit", guests=(), more=()):
        super().__init__(processes, build)
        self._shown = 0
        self.kiosks = {}
        self.start_server()
        self.create_event(preset, more)
        if guests:
            self.bring(guests)
        self.tickets = self._issue()

    def bring(self, guests):
        columns = list(dict.fromkeys(column for guest in guests for column in guest))
        file = self._folder / "guests.csv"
        with open(file, "w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, columns)
            writer.writeheader()
            writer.writerows(guests)
        self.import_guests(file)

    def _issue(self):
        """Pictures of ticket codes by guest."""
        folder = self._folder / "tickets"
        self.einlass("tickets", "issue", "--event", EVENT, "--output", folder)
        with open(folder / "tickets.csv", encoding="utf-8-sig", newline="") as lines:
            return {row["name"]: folder / row["file"] for row in csv.DictReader(lines)}

    def sign_up(self, name, role):
        """Somebody who may sign in; her PIN."""
        return json.loads(self.einlass("--json", "staff", "add", name, "--role", role))["pin"]

    def open_kiosk(self, key="nord", language="en"):
        """Paired, started and in service; its screen."""
        kiosk = Kiosk(key, key.capitalize(), {"name": "Drucker", "kind": "file", "folder": str(self._folder / f"paper-{key}")},
                       language=language)
        (self._folder / f"paper-{key}").mkdir()
        display = HiddenDisplay(self._processes, f"xvfb-{key}")
        display.env.pop("NO_AT_BRIDGE")  # assistive technology looks on
        self.pair_kiosk(kiosk, display)
        listen()
        self.start_kiosk(kiosk, display)
        kiosk.screen = KioskScreen({**os.environ, **display.env}, kiosk.process)
        kiosk.screen.wait_for(READY[language])
        self.kiosks[key] = kiosk
        return kiosk.screen

    def badges(self, key="nord"):
        return sorted((self._folder / f"paper-{key}").glob("*.pdf"))

    def wait_for_badges(self, count, key="nord"):
        self._processes.wait_until(f"Badge number {count}", lambda: len(self.badges(key)) >= count)

    def hold_up(self, name, key="nord"):
        """A ticket before the camera."""
        self._shown += 1
        pictures = self.kiosks[key].pictures
        hidden = pictures / f".{self._shown}.png"
        shutil.copyfile(self.tickets[name], hidden)
        hidden.rename(pictures / hidden.name[1:])

    def entries(self, kind):
        return [entry for entry in self.journal() if entry["fact"]["kind"] == kind]

    def person(self, name):
        return next(row for row in self.attendance() if row["name"] == name)

