"""Measures badges: printing_figures.py BUILD RUN writes RUN/printing.json (einlass-printbench) and RUN/printing_door.json.

The pre-flight of 650 guests is the whole command, from its start to its answer; the scans are of a real kiosk with a
real printer, as measured_door.py says."""

import json
import statistics
import time

from kiosk_figures import figures_of
from measured_door import MeasuredDoor
from measured_venue import EVENT, measure

SCANS = 40
PREFLIGHTS = 3


def preflights(venue):
    took = []
    for _ in range(PREFLIGHTS):
        began = time.monotonic()
        venue.einlass("badge", "preflight", EVENT, "--json", venue.state.parent / "preflight.json")
        took.append((time.monotonic() - began) * 1000)
    return {"median_ms": statistics.median(took), "worst_ms": max(took)}


def all_figures(processes, build, run):
    processes.run([build / "bin" / "einlass-printbench", run])
    door = MeasuredDoor(processes, build, "printing", 650, tickets=SCANS + 10)
    door.open()
    door.wait_for_first_scan()
    figures = {"scans": figures_of([door.scan() for _ in range(SCANS)]), "preflight": preflights(door.venue)}
    (run / "printing_door.json").write_text(json.dumps(figures))


if __name__ == "__main__":
    measure(all_figures)
