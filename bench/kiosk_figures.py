"""Measures the real einlass-kiosk, on a display in memory and with a real IPP printer: kiosk_figures.py BUILD RUN
writes RUN/kiosk*.json.

A scan begins when the picture of a ticket appears in the kiosk's folder, which stands for the frame of a camera. What
follows is read from the kiosk's trace, and from a proxy before the printer that sees a badge's first bytes."""

import csv
import ctypes
import json
import os
import shutil
import socket
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from measured_venue import SCRIPTS, Failure, MeasuredVenue, measure, resident_mib

from display import HiddenDisplay  # noqa: E402  (the demo's, found by measured_venue)

SCANS = 40
PRESSES = 40
STARTS = 5
IDLE_FOR = 10  # seconds
BETWEEN_PRESSES = 0.7  # seconds; a second press within half a second counts as none
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
    def start_kiosk(self, kiosk, display):
        self.trace = self._trace(kiosk)
        self.trace.touch()
        super().start_kiosk(kiosk, display)


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

    def wait_for_next(self, milestone, known, seconds):
        """When it was reached once more than `known` times; None if that does not come."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self.read()
            if len(reached := self.others.get(milestone, [])) > known:
                return reached[known]
            time.sleep(0.001)
        return None

    def wait_for(self, known, milestone, seconds):
        """The milestones of the scan that is not among `known`, once it has this one; None if that does not come."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            for scan, milestones in self.read().items():
                if scan not in known and milestone in milestones:
                    return milestones
            time.sleep(0.001)
        return None


class RealKeys:
    """Key events by the X server's test extension (XTEST), sent without starting a program for each."""

    def __init__(self, display):
        self._x = ctypes.CDLL("libX11.so.6")
        self._xtest = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        os.environ["XAUTHORITY"] = display.env["XAUTHORITY"]  # Xlib reads it from there only
        self._server = ctypes.c_void_p(self._x.XOpenDisplay(display.env["DISPLAY"].encode()))
        if not self._server:
            raise Failure("The display in memory takes no connection.")

    def press(self, name):
        """When the key went down."""
        symbol = self._x.XStringToKeysym(name.encode())
        code = self._x.XKeysymToKeycode(self._server, ctypes.c_ulong(symbol))
        began = time.monotonic_ns()
        for down in (1, 0):
            self._xtest.XTestFakeKeyEvent(self._server, code, down, ctypes.c_ulong(0))
        self._x.XFlush(self._server)
        return began


class Guests:
    def __init__(self, processes, venue):
        with open(venue.guest_list, encoding="utf-8", newline="") as table:
            rows = [row for row in csv.DictReader(table, delimiter=";")
                    if row["Status"] == "bestätigt" and row["Bezahlt"] == "ja" and row["Anzahl"] == "1"]
        self._folder = processes.folder / f"photographs-{venue.server.pid}"
        lines = "".join(f"{number}\t{row['Ticketcode']}\n" for number, row in enumerate(rows[: 2 * SCANS + 20]))
        processes.run([SCRIPTS / "photograph-tickets", "--seed", 26, "--out", self._folder], given=lines)
        self._next = 0

    def hold_up(self, kiosk):
        """When the next guest's ticket came before the camera."""
        hidden = kiosk.pictures / f".{self._next}.jpg"
        shutil.copyfile(self._folder / f"{self._next}.jpg", hidden)
        self._next += 1
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


def spread(values):
    ordered = sorted(values)
    return {"median_ms": statistics.median(ordered), "p99_ms": ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]}


def figures_of(scans):
    read = [scan for scan in scans if scan is not None]
    if not read:
        raise Failure("The kiosk read no ticket at all.")

    return {
        "scans": len(read),
        "unread": len(scans) - len(read),
        "decision": spread([decision for decision, _, _ in read]),
        "after_reading": spread([(at["shown"] - at["seen"]) / 1e6 for _, _, at in read]),
        "first_bytes": spread([first for _, first, _ in read]),
    }


class MeasuredDoor:
    """One kiosk of a venue of its own, its printer, and the guests who come."""

    def __init__(self, processes, build, name, guests):
        self.processes = processes
        self.venue = TracedVenue(processes, build, name)
        self.venue.start_server()
        self.venue.set_up(guests)
        self.guests = Guests(processes, self.venue)
        printer_port = int(self.venue.start_printer("printer").split(":")[2].split("/")[0])
        self.proxy = PrinterProxy(printer_port)
        self.kiosk = Kiosk(name, {"name": "left", "kind": "ipp", "uri": self.proxy.uri})
        self.display = HiddenDisplay(processes, f"xvfb-{name}")
        self.venue.pair_kiosk(self.kiosk, self.display)
        self.venue.start_kiosk(self.kiosk, self.display)
        self.trace = Trace(self.venue.trace)

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

    def screen_changes(self):
        """Milliseconds from a key to the screen that answers it: asking for help, and back again."""
        keys = RealKeys(self.display)
        took = []
        for press in range(PRESSES):
            self.trace.read()
            known = len(self.trace.others.get("answered", []))
            began = keys.press("Escape" if press % 2 else "F1")
            answered = self.trace.wait_for_next("answered", known, 5)
            if answered is None:
                raise Failure("A key changed nothing on the kiosk's screen.")
            took.append((answered - began) / 1e6)
            time.sleep(BETWEEN_PRESSES)
        return spread(took)

    def starts(self):
        """Milliseconds from the program's start to a screen that takes tickets, from what is on its disk."""
        took = []
        for _ in range(STARTS):
            self.processes.end(self.kiosk.process)
            self.trace.read()
            known = len(self.trace.others.get("ready", []))
            began = time.monotonic_ns()
            self.venue.start_kiosk(self.kiosk, self.display)
            ready = self.trace.wait_for_next("ready", known, 30)
            if ready is None:
                raise Failure("The kiosk did not get ready.")
            took.append((ready - began) / 1e6)
        return spread(took)

    def wait_until_list_is_there(self):
        """Its memory stops growing."""
        before, calm = 0, 0
        while calm < 10:
            time.sleep(1)
            now = resident_mib(self.kiosk.process)
            calm = calm + 1 if now < before + 1 else 0
            before = max(before, now)


def small_venue(processes, build, run):
    door = MeasuredDoor(processes, build, "small", 650)
    door.wait_until_list_is_there()
    door.wait_for_first_scan()
    figures = {"online": figures_of([door.scan() for _ in range(SCANS)])}
    door.venue.stop_server()
    door.wait_for_first_scan()  # finds out that it is alone
    figures["alone"] = figures_of([door.scan() for _ in range(SCANS)])
    figures["resident_mib"] = resident_mib(door.kiosk.process)
    figures["screen_change"] = door.screen_changes()
    figures["start"] = door.starts()
    shutil.copyfile(door.venue.trace, run / "kiosk-trace.jsonl")
    (run / "kiosk.json").write_text(json.dumps(figures))
    processes.end(door.kiosk.process)


def large_venue(processes, build, run):
    door = MeasuredDoor(processes, build, "large", 100_000)
    door.wait_until_list_is_there()
    door.venue.stop_server()
    door.wait_for_first_scan()  # it has the whole list: it admits alone
    figures = {"alone": figures_of([door.scan() for _ in range(10)])}
    figures["resident_mib"] = resident_mib(door.kiosk.process)
    (run / "kiosk_large.json").write_text(json.dumps(figures))
    processes.end(door.kiosk.process)


def all_figures(processes, build, run):
    small_venue(processes, build, run)
    large_venue(processes, build, run)


if __name__ == "__main__":
    measure(all_figures)
