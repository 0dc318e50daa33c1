"""Measures what an event's attendance is exported as: exports_figures.py BUILD RUN writes RUN/exports*.json.

Each file is made in two ways: by the command line without a server, whose processor time and peak memory the system counts,
and by a real server for a page that reads it as it comes, with what the server's own memory grows by meanwhile. The
reference reads the same guests and entries out of the event's file by a plain loop and writes them as CSV. All are made
in turn, several times: a figure is the median, of memory the highest.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from measured_venue import EVENT, Failure, MeasuredVenue, measure, resident_mib
from pages_figures import sign_in

KINDS = {
    "CSV": ("attendance", "export", "--format", "csv"),
    "XLSX": ("attendance", "export", "--format", "xlsx"),
    "JSON": ("attendance", "export", "--format", "json"),
    "journal": ("journal", "export"),
    "summary": ("attendance", "summary"),
}
PAGES = {
    "CSV": "/attendance?format=csv",
    "XLSX": "/attendance?format=xlsx",
    "JSON": "/attendance?format=json",
    "journal": "/journal",
    "summary": "/summary",
}
SECONDS_OF_ARRIVALS = 20
ROUNDS = 3
HIGHEST = ("peak_mib", "grown_mib")
MIB = 2**20

PLAIN_LOOP = """
import csv, glob, sqlite3, sys
file, output = max(glob.glob(sys.argv[1] + "/events/*.db")), sys.argv[2]
event = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
with open(output, "w", encoding="utf-8", newline="") as target:
    rows = csv.writer(target)
    for table in ("guests", "entries"):
        rows.writerows(event.execute(f"SELECT * FROM {table}"))
"""


def used_by(command, output):
    """Seconds, processor time, peak memory and the size of the file of a program that writes one."""
    begin = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    took = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failure(f"{' '.join(map(str, command))} ended with {process.returncode}.")
    return {"seconds": took, "cpu_seconds": used.ru_utime + used.ru_stime, "peak_mib": used.ru_maxrss / 1024,
            "file_mib": output.stat().st_size / MIB}


def in_turn(measurements):
    """{name: {figure: value}} of {name: function that measures once}, over all rounds."""
    rounds = [{name: once() for name, once in measurements.items()} for _ in range(ROUNDS)]
    figures = {}
    for name in measurements:
        all_values = {figure: [made[name][figure] for made in rounds] for figure in rounds[0][name]}
        figures[name] = {figure: max(values) if figure in HIGHEST else statistics.median(values)
                         for figure, values in all_values.items()}
    return figures


def by_command_line(venue):
    program = [venue.program("einlass"), "--state", venue.state]
    files = {kind: venue.folder / f"export-{kind}" for kind in (*KINDS, "reference")}
    commands = {kind: ([*program, *words, "--event", EVENT, "--output", files[kind]], files[kind])
                for kind, words in KINDS.items()}
    journal = files["journal"]
    commands["verifying the journal"] = ([venue.program("einlass"), "journal", "verify", journal], journal)
    commands["reference"] = ([sys.executable, "-B", "-c", PLAIN_LOOP, venue.state, files["reference"]],
                             files["reference"])
    return in_turn({name: lambda command=command: used_by(*command) for name, command in commands.items()})


def peak_mib(process):
    """Since forget_peak()."""
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise Failure(f"Process {process.pid} has ended.")


def forget_peak(process):
    Path(f"/proc/{process.pid}/clear_refs").write_text("5", encoding="ascii")  # proc(5)


def for_a_page(venue, page, path):
    before = resident_mib(venue.server)
    forget_peak(venue.server)
    begin = time.monotonic()
    size = page.read_away(f"/api/v1/events/{EVENT}{path}")
    return {"seconds": time.monotonic() - begin, "file_mib": size / MIB, "grown_mib": peak_mib(venue.server) - before}


def by_page(venue, page):
    return in_turn({kind: lambda path=path: for_a_page(venue, page, path) for kind, path in PAGES.items()})


def of_guests(processes, build, guests, name):
    venue = MeasuredVenue(processes, build, name)
    venue.start_server()
    venue.set_up(guests)
    load = venue.load(64, "--connections", 64, "--seconds", SECONDS_OF_ARRIVALS)
    page = sign_in(venue, "Olga Organiser", "organiser")
    figures = {"page": by_page(venue, page), "load": load}
    venue.stop_server()
    figures["command"] = by_command_line(venue)
    return figures


def all_figures(processes, build, run):
    for guests, name in ((10_000, "exports_small"), (100_000, "exports")):
        (run / f"{name}.json").write_text(json.dumps(of_guests(processes, build, guests, name)))


if __name__ == "__main__":
    measure(all_figures)
