"""A door of the measurement's own: a venue with one real kiosk, on a display in memory and with a real IPP printer, its
trace, and the guests who come.

A scan begins when the picture of a ticket appears in the kiosk's folder, which stands for the frame of a camera. What
follows is read from the kiosk's trace, and from a proxy before the printer that sees a badge's first bytes."""

import csv
import json
import shutil
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from measured_venue import SCRIPTS, Failure, MeasuredVenue, resident_mib

from display import HiddenDisplay  # noqa: E402  (the demo's, found by measured_venue)

UNREADABLE_AFTER = 5  # seconds; such a picture is counted apart
PRINTED_WITHIN = 30
RESULT_STANDS = 3.2  # seconds for which the kiosk keeps a result on the screen before it takes the next code


@dataclass
class Kiosk:
    key: str
    printer: dict
    name: str = "Measured"
    door: str = "Main"
    language: str = "en"
    full_screen: bool = True
    pictures: Path = None
    process: object = None


class TracedVenue(MeasuredVenue):
    pipeline = None  # of GStreamer, in place of the folder with pictures

    def start_kiosk(self, kiosk, display):
        self.trace = self._trace(kiosk)
        self.trace.touch()
        self._write_config(kiosk, display)
        super().start_kiosk(kiosk, display)

    def _camera(self, kiosk):
        return {"pipeline": self.pipeline} if self.pipeline else super()._camera(kiosk)

    def map_of_buttons(self, kiosk, display, pin, *words):
        """Where they are, by screen (touch_map.py), once the first one shows the words; of a kiosk that does not run."""
        places = self._folder / "buttons.json"
        # The accessibility bus of this kiosk lies in the cache folder, as there is no other.
        command = ["env", "-u", "XDG_RUNTIME_DIR", "-u", "NO_AT_BRIDGE", "dbus-run-session", "--", "/usr/bin/python3", "-B"]
        program = Path(__file__).resolve().parent / "touch_map.py"
        given = [self._bin / "einlass-kiosk", self._config(kiosk), pin, places, *words]
        self._processes.run([*command, program, *given], display.env)
        return json.loads(places.read_text(encoding="utf-8"))


class PrinterProxy:
    """Hands everything on between kiosk and printer, and notes when a document's first bytes pass."""

    def __init__(self, printer_port):
        self._printer_port = printer_port
        self.first_bytes_ns = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.uri = f"ipp://localhost:{self._door.getsockname()[1]}/ipp/print"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            client, _ = self._door.accept()
            printer = socket.create_connection(("localhost", self._printer_port))
            for one, other, watched in ((client, printer, True), (printer, client, False)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._hand_on, args=(one, other, watched), daemon=True).start()

    def _hand_on(self, source, target, watched):
        try:
            while data := source.recv(65536):
                if watched and b"%PDF-" in data:
                    self.first_bytes_ns.append(time.monotonic_ns())
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one side has gone; the other one notices by itself


class Trace:
    """The kiosk's milestones as they come, by scan."""

    def __init__(self, file):
        self._lines = open(file, encoding="ascii")
        self.scans = {}
        self.others = {}  # when each milestone without a scan was reached

    def read(self):
        while line := self._lines.readline():
            entry = json.loads(line)
            if "scan" in entry:
                self.scans.setdefault(entry["scan"], {}).setdefault(entry["milestone"], entry["at_ns"])
            else:
                self.others.setdefault(entry["milestone"], []).append(entry["at_ns"])
        return self.scans

    def count(self, milestone):
        self.read()
        return len(self.others.get(milestone, []))

    def next(self, milestone, known, seconds=5):
        """When it was reached once more than `known` times."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if self.count(milestone) > known:
                return self.others[milestone][known]
            time.sleep(0.001)
        raise Failure(f"The kiosk did not reach {milestone!r} within {seconds} seconds.")

    def wait_for(self, known, milestone, seconds):
        """The milestones of the scan that is not among `known`, once it has this one; None if that does not come."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            for scan, milestones in self.read().items():
                if scan not in known and milestone in milestones:
                    return milestones
            time.sleep(0.001)
        return None


class Guests:
    def __init__(self, processes, venue, tickets):
        with open(venue.guest_list, encoding="utf-8", newline="") as table:
            rows = [row for row in csv.DictReader(table, delimiter=";")
                    if row["Status"] == "bestätigt" and row["Bezahlt"] == "ja" and row["Anzahl"] == "1"]
        self.surnames = [row["Nachname"] for row in rows]
        self._folder = processes.folder / f"photographs-{venue.server.pid}"
        lines = "".join(f"{number}\t{row['Ticketcode']}\n" for number, row in enumerate(rows[:tickets]))
        processes.run([SCRIPTS / "photograph-tickets", "--seed", 26, "--out", self._folder], given=lines)
        self._next = 0

    def next_photograph(self):
        self._next += 1
        return self._folder / f"{self._next - 1}.jpg"

    def hold_up(self, kiosk):
        """When the next guest's ticket came before the camera."""
        photograph = self.next_photograph()
        hidden = kiosk.pictures / f".{photograph.name}"
        shutil.copyfile(photograph, hidden)
        began = time.monotonic_ns()
        hidden.rename(kiosk.pictures / hidden.name[1:])
        return began


def scan_one(guests, kiosk, trace, proxy):
    """Milliseconds until the decision was on the screen and until the printer had the badge's first bytes."""
    known = set(trace.read())
    badges = len(proxy.first_bytes_ns)
    began = guests.hold_up(kiosk)
    shown = trace.wait_for(known, "shown", UNREADABLE_AFTER)
    if shown is None:
        return None
    if trace.wait_for(known, "printed", PRINTED_WITHIN) is None:
        raise Failure("A badge was not printed; a scan that is refused prints none.")
    time.sleep(max(0, RESULT_STANDS - (time.monotonic_ns() - shown["shown"]) / 1e9))
    return (shown["shown"] - began) / 1e6, (proxy.first_bytes_ns[badges] - began) / 1e6, shown


class MeasuredDoor:
    """One kiosk of a venue of its own, its printer, and the guests who come."""

    def __init__(self, processes, build, name, guests, tickets):
        self.processes = processes
        self.venue = TracedVenue(processes, build, name)
        self.venue.start_server()
        self.venue.set_up(guests)
        self.pin = self.venue.sign_up("Thea Team")
        self.guests = Guests(processes, self.venue, tickets)
        printer_port = int(self.venue.start_printer("printer").split(":")[2].split("/")[0])
        self.proxy = PrinterProxy(printer_port)
        self.kiosk = Kiosk(name, {"name": "left", "kind": "ipp", "uri": self.proxy.uri})
        self.display = HiddenDisplay(processes, f"xvfb-{name}")
        self.venue.pair_kiosk(self.kiosk, self.display)

    def map_of_buttons(self, *words):
        return self.venue.map_of_buttons(self.kiosk, self.display, self.pin, *words)

    def open(self):
        self.venue.start_kiosk(self.kiosk, self.display)
        self.trace = Trace(self.venue.trace)
        self.wait_until_list_is_there()

    def start_again(self):
        """Milliseconds until it is ready."""
        self.processes.end(self.kiosk.process)
        known = self.trace.count("ready")
        began = time.monotonic_ns()
        self.venue.start_kiosk(self.kiosk, self.display)
        return (self.trace.next("ready", known, 30) - began) / 1e6

    def scan(self):
        return scan_one(self.guests, self.kiosk, self.trace, self.proxy)

    def wait_for_first_scan(self):
        """Until the kiosk has event and guest list, it can admit nobody; the first scan is not measured."""
        for _ in range(10):
            try:
                if self.scan() is not None:
                    return
            except Failure:
                time.sleep(1)
        raise Failure("The kiosk admitted nobody.")

    def wait_for_title(self, words):
        self.processes.wait_until(f"The screen {words!r}", lambda: words in self.display.title(self.kiosk))

    def wait_until_list_is_there(self):
        """Its memory stops growing."""
        before, calm = 0, 0
        while calm < 10:
            time.sleep(1)
            now = resident_mib(self.kiosk.process)
            calm = calm + 1 if now < before + 1 else 0
            before = max(before, now)
