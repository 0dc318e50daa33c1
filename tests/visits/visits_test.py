"""Whole visits at the real kiosk, by real touches and keys: visits_test.py BUILD VISIT. What is on the screen is read as
assistive technology reads it, what came of it from the server's journal."""

import os
import sys
from pathlib import Path

from visit_venue import Failure, Processes, Signals, VisitVenue

ADA = {"Name": "Ada Lovelace", "Category": "member", "Company": "Analytical Engines"}


class Wrong(Exception):
    pass


def check(condition, otherwise):
    if not condition:
        raise Wrong(otherwise)


def by_touch(processes, build):
    """A guest chooses her language, holds her ticket up, and leaves."""
    venue = VisitVenue(processes, build, guests=[ADA])
    screen = venue.open_kiosk()
    screen.touch("English")
    screen.wait_for("Hold your ticket up to the camera")
    venue.hold_up("Ada Lovelace")
    screen.wait_for("Welcome", "Ada Lovelace", "The main hall is up the stairs.", "Please take your badge out below.")
    screen.touch("Done")
    screen.wait_for("Halten Sie Ihr Ticket vor die Kamera")
    check(len(venue.entries("admitted")) == 1, "the journal does not have exactly one admission")
    check(len(venue.badges()) == 1, "no badge came out")


VISITS = {visit.__name__: visit for visit in (by_touch,)}


def main():
    build, name = Path(sys.argv[1]), sys.argv[2]
    processes = Processes(Signals())
    try:
        processes.make_folder()
        VISITS[name](processes, build)
    except (Failure, Wrong) as why:
        sys.exit(f"{name}: {why}")
    finally:
        processes.close()


if __name__ == "__main__":
    main()
