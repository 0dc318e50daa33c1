"""Measures the real einlass-server: server_figures.py BUILD RUN writes RUN/server*.json."""

import json
import os
import subprocess
import time

from measured_venue import EVENT, Failure, MeasuredVenue, measure, resident_mib

SECONDS = 5

EXPORTS = {
    "CSV": ("attendance", "export", "--format", "csv"),
    "XLSX": ("attendance", "export", "--format", "xlsx"),
    "JSON": ("attendance", "export", "--format", "json"),
    "journal": ("journal", "export"),
    "summary": ("attendance", "summary"),
}


def exported(venue, *words):
    """Without a server: time and peak memory of the command that makes and writes the file."""
    file = venue.folder / "export"
    command = [venue.program("einlass"), "--state", venue.state, *words, "--event", EVENT, "--output", file]
    begin = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    took = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failure(f"The export ({' '.join(words)}) ended with {process.returncode}.")
    return {"seconds": took, "peak_mib": used.ru_maxrss / 1024, "file_mib": file.stat().st_size / 2**20}


def small_venue(processes, build, run):
    venue = MeasuredVenue(processes, build, "small")
    venue.start_server()
    venue.set_up(650)
    figures = venue.load(2, "--connections", 0, "--rate", 50, "--following", 2, "--seconds", 3)
    figures["resident_mib"] = resident_mib(venue.server)
    venue.stop_server()
    (run / "server_small.json").write_text(json.dumps(figures))


def large_venue(processes, build, run, name, slow_disk):
    venue = MeasuredVenue(processes, build, name, slow_disk)
    venue.start_server()
    venue.set_up(100_000)
    figures = venue.load(64, "--connections", 1, 8, 64, "--rate", 300, "--seconds", SECONDS)
    figures["resident_mib"] = resident_mib(venue.server)
    venue.stop_server()
    if not slow_disk:
        figures["exports"] = {kind: exported(venue, *words) for kind, words in EXPORTS.items()}
    (run / f"{name}.json").write_text(json.dumps(figures))


def all_figures(processes, build, run):
    small_venue(processes, build, run)
    large_venue(processes, build, run, "server", slow_disk=False)
    large_venue(processes, build, run, "server_slow", slow_disk=True)


if __name__ == "__main__":
    measure(all_figures)
