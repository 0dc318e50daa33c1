"""Measures badges: printing_figures.py BUILD RUN writes RUN/printing.json (einlass-printbench), RUN/printing_door.json
and RUN/preflight.json.

The pre-flight of 650 guests is the whole command, from its start to its answer; the scans are of a real kiosk with a
real printer, as measured_door.py says."""

import json
import time

from kiosk_figures import figures_of, spread
from measured_door import MeasuredDoor
from measured_venue import EVENT, Failure, measure

SCANS = 40
PREFLIGHTS = 3
GUESTS = 650


def preflights(venue):
    took = []
    for _ in range(PREFLIGHTS):
        began = time.monotonic()
        answer = venue.einlass("--json", "badge", "preflight", EVENT, accepted=(0, 1))  # 1: there are findings
        took.append((time.monotonic() - began) * 1000)
        checked = json.loads(answer)["checked"]
        if checked < GUESTS:
            raise Failure(f"The pre-flight looked at {checked} badges, not at those of {GUESTS} guests.")
    return {**spread(took), "badges": checked}


def at_the_door(processes, build, run):
    door = MeasuredDoor(processes, build, "printing", GUESTS, tickets=SCANS + 10)
    door.open()
    door.wait_for_first_scan()
    scans = figures_of([door.scan() for _ in range(SCANS)])
    (run / "printing_door.json").write_text(json.dumps(scans))
    (run / "preflight.json").write_text(json.dumps(preflights(door.venue)))


def all_figures(processes, build, run):
    at_the_door(processes, build, run)
    processes.run([build / "bin" / "einlass-printbench", run])


if __name__ == "__main__":
    measure(all_figures)
