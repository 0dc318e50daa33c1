"""A venue for one visit: real server, real kiosk with a printer that writes files, real guests' tickets."""

import csv
import json
import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "scripts" / "demonstration"))

from display import HiddenDisplay  # noqa: E402
from processes import Failure, Processes, Signals  # noqa: E402
from venue import EVENT, Venue  # noqa: E402

from kiosk_screen import KioskScreen, listen  # noqa: E402

# Seconds after which a kiosk takes the same code for another scan, which are five (StageOptions::same_code) after it has
# read the first.
SAME_TICKET = 10
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

    # No visit waits for a screen to go by itself, and on a busy machine its steps take longer than a guest's.
    times = {"idle_seconds": 600, "staff_idle_seconds": 600}

    def __init__(self, processes, build, preset="summit", guests=(), more=()):
        super().__init__(processes, build)
        self._shown = 0
        self._held_up = {}
        self.kiosks = {}
        self.start_server()
        self.create_event(preset, more)
        self.tickets = {}
        self.bring(guests)

    def open_another(self, key, name, guests):
        """An event of the same hours beside the first."""
        self.create_event("summit", key=key, name=name)
        self.bring(guests, key)

    def bring(self, guests, event=EVENT):
        if guests:
            self._import(guests, event)
        self._issue(event)

    def _import(self, guests, event):
        columns = list(dict.fromkeys(column for guest in guests for column in guest))
        file = self._folder / f"guests-{event}.csv"
        with open(file, "w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, columns)
            writer.writeheader()
            writer.writerows(guests)
        self.import_guests(file, event)

    def _issue(self, event):
        """Pictures of ticket codes by guest."""
        folder = self._folder / f"tickets-{event}"
        self.einlass("tickets", "issue", "--event", event, "--output", folder)
        with open(folder / "tickets.csv", encoding="utf-8-sig", newline="") as lines:
            self.tickets.update({row["name"]: folder / row["file"] for row in csv.DictReader(lines)})

    def sign_up(self, name, role):
        """Somebody who may sign in; her PIN."""
        return json.loads(self.einlass("--json", "staff", "add", name, "--role", role))["pin"]

    def pair(self, key, door="Main", language="en"):
        """A kiosk that is not started yet, and its display."""
        kiosk = Kiosk(key, key.capitalize(), {"name": "Drucker", "kind": "file", "folder": str(self._folder / f"paper-{key}")},
                      door=door, language=language)
        (self._folder / f"paper-{key}").mkdir()
        display = HiddenDisplay(self._processes, f"xvfb-{key}")
        display.env.pop("NO_AT_BRIDGE")  # assistive technology looks on
        self.pair_kiosk(kiosk, display)
        return kiosk, display

    def open_kiosk(self, key="nord", language="en", door="Main"):
        """Paired, started and in service; its screen."""
        kiosk, display = self.pair(key, door=door, language=language)
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
        """A ticket before the camera; the same one only after as long as makes it another scan."""
        since = time.monotonic() - self._held_up.get((name, key), -SAME_TICKET)
        time.sleep(max(0, SAME_TICKET - since))
        self._held_up[name, key] = time.monotonic()
        self._shown += 1
        pictures = self.kiosks[key].pictures
        hidden = pictures / f".{self._shown}.png"
        shutil.copyfile(self.tickets[name], hidden)
        hidden.rename(pictures / hidden.name[1:])

    def draw_badge(self, printed_again=False):
        """The first badge, or the one in its place, to be held up like a ticket; its name for that."""
        started = [entry["fact"] for entry in self.entries("badge_started")]
        serial = next(fact["serial"] for fact in started if ("replaces" in fact) == printed_again)
        picture = self._folder / f"badge-{serial}.png"
        template = SOURCE / "assets" / "badges" / "card-86x54.svg"
        self.einlass("badge", "render", template, "name=Ada Lovelace", f"code=EB1:{serial}", "-o", picture)
        self.tickets[picture.name] = picture
        return picture.name

    def entries(self, kind, event=EVENT):
        return [entry for entry in self.journal(event) if entry["fact"]["kind"] == kind]

    def person(self, name):
        return next(row for row in self.attendance() if row["name"] == name)

