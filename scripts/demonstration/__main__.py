"""The demo itself; scripts/demo starts it. Everything that happens here, an organiser or a guest could do."""

import argparse
import csv
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import badges
import cast
import display
from crm import CrmDemo
from door import Door
from parted import PartedDemo
from processes import Failure, Interrupted, Processes, Signals
from telling import Progress, clear_results, tell
from venue import SCRIPTS, Kiosk, Venue


class Demo:
    def __init__(self, options, processes):
        self._options = options
        self._output = options.output
        self._processes = processes
        self._progress = Progress()
        self._venue = Venue(processes, options.build)
        self._shown = not options.hidden and display.is_there()

    def run(self):
        clear_results(self._output, "badges", "screens")
        self._set_up_venue()
        self._set_up_kiosks()
        self._receive_guests()
        if self._options.interactive:
            self._stay_open()
        return self._take_home()

    # --- before the doors open -----------------------------------------------------------------------------------

    def _set_up_venue(self):
        self._venue.start_server()
        self._progress.step("The venue server runs, with a certificate of its own.")
        direct = self._venue.start_printer("left")
        behind = self._venue.start_printer("right")
        socket = self._venue.start_cups()
        self._venue.add_queue(socket, "badges", behind)
        self._progress.step("Two printers are on: left, spoken to directly; right, behind a CUPS of the demo's own.")
        self._printers = {
            "nord": {"name": "left", "kind": "ipp", "uri": direct},
            "sued": {"name": "right", "kind": "cups", "queue": "badges", "server": str(socket)},
        }
        self._venue.create_event()
        guests = self._processes.folder / "guests.csv"
        self._processes.run([SCRIPTS / "make-sample-event", "--output", guests])
        added, cancelled, refused = self._venue.import_guests(guests)
        self._progress.step(f"Future Summit is set up; {added} guests imported, {cancelled} of them cancelled"
                            f"{f', {refused} rows refused' if refused else ''}.")
        self._cast = cast.choose(guests, self._options.guests, ("nord", "sued"))

    def _set_up_kiosks(self):
        self._kiosks = [
            Kiosk("nord", "Nord 1", "Nord", "de", self._printers["nord"]),
            Kiosk("sued", "Süd 1", "Süd", "en", self._printers["sued"]),
        ]
        self._displays = display.displays_for(self._kiosks, self._processes, self._shown)
        for kiosk in self._kiosks:
            self._venue.pair_kiosk(kiosk, self._displays[kiosk.key])
            self._venue.start_kiosk(kiosk, self._displays[kiosk.key])
        self._progress.step(f"Two kiosks are paired and run {display.where(self._shown)}.")
        self._door = Door(self._processes, self._venue, self._kiosks, self._displays, self._output / "screens")
        for kiosk in self._kiosks:
            self._door.wait_for_attract(kiosk)
            self._door.screenshot(kiosk, f"attract-{kiosk.language}")

    # --- the evening ---------------------------------------------------------------------------------------------

    def _receive_guests(self):
        visits = self._cast.visits
        pictures = self._processes.folder / "photographs"
        self._door.photograph([v.guest for v in visits if v.expected != "already_in"], pictures, 26)
        self._progress.step(f"{len(self._cast.guests) + 1} tickets photographed: turned, blurred, dim.")
        counted = self._progress.counter(f"{len(visits)} times a ticket is held up to a camera", len(visits))
        self._door.admit(visits, pictures, counted)
        printed = self._door.wait_for_badges(self._cast.guests)
        self._progress.step(f"All are answered, and {printed} badges are printed.")

    def _stay_open(self):
        tickets = self._output / "tickets"
        self._door.photograph(self._cast.spare, tickets, 27)
        spare = self._cast.spare[0]
        tell("\nThe venue stays open until you press Ctrl-C.")
        if not self._shown:
            tell("  There is no display; see a kiosk with:")
            for kiosk in self._kiosks:
                env = self._displays[kiosk.key].env
                tell(f"    DISPLAY={env['DISPLAY']} XAUTHORITY={env['XAUTHORITY']} import -window root {kiosk.key}.png")
        tell(f"  Tickets to hold up are in {tickets}. Like this:")
        for kiosk in self._kiosks:
            tell(f"    cp {tickets}/{spare.order}.jpg {kiosk.pictures}/      # {kiosk.name}")
        if self._shown:
            tell("  Or be a hand scanner: click on a kiosk's window and paste or type a code, such as "
                 f"{self._cast.spare[1].code}, then Enter.")
            tell(f"  Be of the team: press Team at a kiosk, and type the PIN {self._venue.sign_up('Thea Berg')}.")
        tell(f"  Ask the venue:  {self._options.build}/bin/einlass --state {self._processes.folder}/server status")
        tell(f"  Everything of this demo:  {self._processes.folder}")
        try:
            while True:
                signal.pause()
        except Interrupted as interrupted:
            if interrupted.number != signal.SIGINT:
                raise
            self._processes.signals.listening = True
            tell("\nThe doors close.")

    # --- afterwards ----------------------------------------------------------------------------------------------

    def _take_home(self):
        self._venue.export(self._output)
        rows = {row["ticket_id"]: row for row in self._venue.attendance()}
        journal = self._venue.journal()
        orders = {row["order"]: ticket for ticket, row in rows.items()}
        came = self._everyone_who_came(rows)
        by_ticket = {orders[guest.order]: guest for guest in came}
        received = badges.collect(
            self._processes, self._venue, ("left", "right"), journal, by_ticket, self._output / "badges")
        problems = list(badges.findings(self._processes, received, came))
        problems += self._missing_in_export(came)
        self._sum_up(rows, journal, came, received)
        for problem in problems:
            tell(f"NOT AS PROMISED: {problem}")
        if not problems:
            tell(f"Checked: every scanned guest is in the export; {len(received)} badges are 86 x 54 mm, say the name as "
                 "text, and have a readable code.")
        return 1 if problems else 0

    def _everyone_who_came(self, rows):
        """The guests of the cast, and whoever else was let in by the person who watched."""
        guests = {guest.order: guest for guest in self._cast.everybody}
        admitted = {row["order"] for row in rows.values() if row["admitted"] > 0}
        planned = {guest.order for guest in self._cast.guests}
        return [guests[order] for order in sorted(admitted | planned)]

    def _missing_in_export(self, came):
        with open(self._output / "attendance.csv", encoding="utf-8-sig", newline="") as table:
            rows = {row["order"]: row for row in csv.DictReader(table)}
        for guest in came:
            row = rows.get(guest.order)
            if row is None or row["status"] != "attended" or row["admitted"] != str(guest.places):
                yield f"The guest of order {guest.order} was scanned but is not in attendance.csv as attended."

    def _sum_up(self, rows, journal, came, received):
        refusals = [e["fact"]["refusal"].replace("_", " ") for e in journal if e["fact"]["kind"] == "refused"]
        reasons = ", ".join(f"{refusals.count(reason)} {reason}" for reason in sorted(set(refusals)))
        attended = [row for row in rows.values() if row["admitted"] > 0]
        doors = ", ".join(f"{sum(r['kiosk'] == k.name for r in attended)} at {k.name}" for k in self._kiosks)
        persons = sum(row["admitted"] for row in attended)
        left = sum(badge.printer == "left" for badge in received)
        here = self._output
        for line in (
            "",
            f"Checked in    {len(attended)} of {len(rows)} tickets, {persons} persons ({doors})",
            f"Turned away   {len(refusals)} ({reasons})",
            f"Badges        {len(received)} printed: {left} over IPP, {len(received) - left} through CUPS",
            f"Attendance    {here}/attendance.csv (also .json), the journal behind it: journal.jsonl",
            f"As printed    {here}/badges",
            f"Screenshots   {here}/screens",
            "",
        ):
            tell(line)


def keep_logs(processes, output):
    """What the programs said, for whoever looks for the reason. No log holds a name or a ticket code."""
    logs = output / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    for log in processes.folder.glob("*.log"):
        shutil.copyfile(log, logs / log.name)
    return logs


def shortest(path):
    relative = os.path.relpath(path)
    return Path(relative if not relative.startswith("..") else path)


def read_options():
    options = argparse.ArgumentParser()  # scripts/demo has looked at them already
    options.add_argument("--build", type=Path, required=True)
    options.add_argument("--output", type=Path, default=SCRIPTS.parent / "build" / "demo")
    options.add_argument("--guests", type=int, default=24)
    options.add_argument("--part", action="store_true")
    options.add_argument("--crm", action="store_true")
    options.add_argument("--interactive", action="store_true")
    options.add_argument("--hidden", action="store_true")
    read = options.parse_args()
    read.output = shortest(read.output.absolute())
    read.build = shortest(read.build.absolute())
    return read


def attempt(options, processes):
    try:
        chosen = CrmDemo if options.crm else PartedDemo if options.part else Demo
        return chosen(options, processes).run()
    except Failure as failure:
        tell(f"\ndemo: {failure} The programs' logs are in {keep_logs(processes, options.output)}.")
        return 1


def main():
    options = read_options()
    try:
        processes = Processes(Signals())
        try:
            processes.make_folder()
            return attempt(options, processes)
        finally:
            processes.close()
    except Interrupted as interrupted:
        tell("\ndemo: interrupted; everything that it started is ended and removed.")
        return 128 + interrupted.number


if __name__ == "__main__":
    sys.exit(main())
