"""Measures how kiosks and the real einlass-server come into step, by the kiosks' real link (einlass-syncbench) and the
simulation: sync_figures.py BUILD RUN writes RUN/sync*.json.

Fifty kiosks share this machine, whereas each has a disk of its own at a venue: theirs is memory here."""

import json
import os
import re
import statistics
import subprocess
import tempfile
import threading
import time
from queue import Empty, Queue

from measured_venue import EVENT, BadLine, Failure, MeasuredVenue, measure

PATIENCE = 60
KIOSKS = 50
ADMISSIONS = 60
EVERY = 0.25  # seconds, from one admission to the next
CUTS = 6
ALONE = 10_000
SEEDS = 120


class Fleet:
    """einlass-syncbench with so many paired kiosks, and what it tells."""

    def __init__(self, processes, build, venue, kiosks):
        codes = venue.codes(kiosks)
        self._processes = processes
        memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
        self._folder = tempfile.TemporaryDirectory(prefix="einlass-bench-", dir=memory)
        self._program = processes.start_talking(
            f"fleet-{venue.port}", [build / "bin" / "einlass-syncbench", codes, self._folder.name])
        self._told = Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._wait_for("done", 0)

    def _listen(self):
        for line in self._program.stdout:
            self._told.put(json.loads(line))
        self._told.put(None)

    def do(self, *words):
        """When the command was given, in nanoseconds; what was told before is dropped."""
        while not self._told.empty():
            self._told.get()
        began = time.monotonic_ns()
        self._program.stdin.write(" ".join(map(str, words)) + "\n")
        self._program.stdin.flush()
        return began

    def _next(self):
        try:
            told = self._told.get(timeout=PATIENCE)
        except Empty:
            told = None
        if told is None:
            raise Failure("The measured kiosks fell silent.")
        return told

    def _wait_for(self, what, kiosk):
        while True:
            told = self._next()
            if told["what"] == what and told["kiosk"] == kiosk:
                return told

    def finish(self, *words):
        began = self.do(*words)
        self._wait_for("done", int(words[1]))
        return began

    def milliseconds(self, began, what, kiosk, rows=1):
        """Until so many rows of this kind were told by the kiosk."""
        while rows > 0:
            told = self._wait_for(what, kiosk)
            rows -= max(told["rows"], 1)
        return (told["at_ns"] - began) / 1e6

    def connected(self, kiosk):
        return self._wait_for("connected", kiosk)["at_ns"]

    def in_step(self, began, kiosk):
        """Until it has what it missed, and the server what the kiosk wrote alone."""
        missing = {"known", "answered"}
        while missing:
            told = self._next()
            if told["kiosk"] == kiosk:
                missing.discard(told["what"])
        return (told["at_ns"] - began) / 1e6

    def everywhere(self, began, asking, kiosks):
        """Until all kiosks but the one that asked know of one more entry, and that one has shown its own."""
        missing = {("known", kiosk) for kiosk in range(kiosks) if kiosk != asking} | {("decided", asking)}
        while missing:
            told = self._next()
            if told["what"] == "decided" and told["rows"]:
                raise Failure("A connected kiosk decided alone.")
            missing.discard((told["what"], told["kiosk"]))
        return (told["at_ns"] - began) / 1e6

    def close(self):
        self._processes.forget(self._program)
        self._program.stdin.close()
        self._program.wait(PATIENCE)
        self._folder.cleanup()


def spread(values):
    ordered = sorted(values)
    return {"median_ms": statistics.median(ordered), "p99_ms": ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
            "worst_ms": ordered[-1]}


def tickets_of(venue):
    rows = json.loads(venue.einlass("attendance", "export", "--event", EVENT, "--format", "json"))["rows"]
    return iter([row["ticket_id"] for row in rows if row["status"] == "expected" and row["places"] == 1])


def ready(fleet, kiosks):
    times = []
    for kiosk in kiosks:
        times.append(fleet.milliseconds(fleet.do("start", kiosk), "list", kiosk))
    return spread(times)


def known_everywhere(fleet, tickets):
    times = []
    for number in range(ADMISSIONS):
        asking = number % KIOSKS
        began = fleet.do("admit", asking, next(tickets))
        times.append(fleet.everywhere(began, asking, KIOSKS))
        time.sleep(max(0, EVERY - times[-1] / 1000))
    return spread(times)


def after_a_cut(fleet, venue, tickets):
    """Kiosk 0 behind a line that is cut; meanwhile it admits alone and another kiosk through the server."""
    line = BadLine(venue.server_address, venue.port)
    fleet.finish("stop", 0)
    fleet.finish("port", 0, line.port)
    fleet.finish("start", 0)
    time.sleep(2)
    times = []
    for cut in range(CUTS):
        if cut % 2:
            line.refusing = True
            line.tear()
        else:
            line.silent = True
        time.sleep(6 + cut / 10)  # a silent server is taken for dead after 5 s
        fleet.milliseconds(fleet.do("admit", 0, next(tickets)), "decided", 0)
        fleet.milliseconds(fleet.do("admit", 1, next(tickets)), "decided", 1)
        time.sleep(1)
        began = time.monotonic_ns()
        line.heal()
        times.append(fleet.in_step(began, 0))
        time.sleep(1)
    return spread(times)


def small_venue(processes, build, run):
    venue = MeasuredVenue(processes, build, "sync-small")
    venue.start_server()
    venue.set_up(650)
    fleet = Fleet(processes, build, venue, KIOSKS)
    tickets = tickets_of(venue)
    figures = {"ready_650": ready(fleet, range(10))}
    ready(fleet, range(10, KIOSKS))
    time.sleep(3)
    figures["everywhere"] = known_everywhere(fleet, tickets)
    for kiosk in range(2, KIOSKS):
        fleet.finish("stop", kiosk)
    figures["cut"] = after_a_cut(fleet, venue, tickets)
    fleet.close()
    venue.stop_server()
    (run / "sync.json").write_text(json.dumps(figures))


def large_venue(processes, build, run):
    venue = MeasuredVenue(processes, build, "sync-large")
    venue.start_server()
    venue.set_up(100_000)
    fleet = Fleet(processes, build, venue, 3)
    figures = {"ready_100000": ready(fleet, range(3)), "merged": []}
    for kiosk in range(3):
        fleet.finish("stop", kiosk)
    for kiosk in range(3):
        fleet.finish("write", kiosk, ALONE)
        fleet.do("start", kiosk)
        figures["merged"].append(fleet.milliseconds(fleet.connected(kiosk), "answered", kiosk, ALONE))
        fleet.finish("stop", kiosk)
    figures["merged"] = spread(figures["merged"])
    fleet.close()
    venue.stop_server()
    (run / "sync_large.json").write_text(json.dumps(figures))


def simulated(build, run):
    """On one core; the first seeds, as every run of the tests. Whether all of them hold is for the tests to say."""
    command = [build / "bin" / "simulation", "--first-seed", "1", "--seeds", str(SEEDS)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout
    found = re.search(r"([\d.]+) seeds per second", said)
    if not found:
        raise Failure("The simulation did not come to its end.")
    (run / "sync_simulation.json").write_text(json.dumps({"per_second": float(found.group(1))}))


def all_figures(processes, build, run):
    small_venue(processes, build, run)
    large_venue(processes, build, run)
    simulated(build, run)


if __name__ == "__main__":
    measure(all_figures)
