"""Measures the real einlass-kiosk: kiosk_figures.py BUILD RUN writes RUN/kiosk*.json.

Scans as measured_door.py says. Touches and keys are events of the X server; what they come to is measured to the painted
screen, by the kiosk's trace. Nothing is measured from a cold disk: programs and files are in the system's cache, as they
are soon after a machine was started."""

import json
import os
import shutil
import statistics
import sys
import time
from pathlib import Path

from hands import Hands
from measured_door import MeasuredDoor
from measured_venue import Failure, measure, resident_mib
from motion_camera import render

SCANS = 40
PRESSES = 40
STARTS = 5
NAMES = 12  # whom staff search for
SETTLE = 15  # seconds
IDLE_FOR = 25  # seconds
BETWEEN_PRESSES = 0.7  # seconds; a second press within half a second counts as none
BETWEEN_LETTERS = 0.25  # seconds; faster ones could be a hand scanner's


def spread(values):
    ordered = sorted(values)
    return {"median_ms": statistics.median(ordered), "p99_ms": ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
            "worst_ms": ordered[-1], "count": len(ordered)}


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


# --- touches and keys ------------------------------------------------------------------------------------------------


class Person:
    """Before the kiosk of a door. Each method that presses something tells how many milliseconds it took to the painted
    screen that answers."""

    def __init__(self, door, places):
        self._door = door
        self._places = places
        self._hands = Hands(door.display)

    def begin(self):
        """At the first screen, whatever is left of the visit before."""
        self._hands.press("Escape")
        self._door.wait_for_title("Hold your ticket up")
        time.sleep(BETWEEN_PRESSES)

    def touch(self, screen, button, milestone="answered"):
        return self._until(milestone, lambda: self._hands.touch(self._places[screen][button]))

    def press(self, key):
        return self._until("answered", lambda: self._hands.press(key))

    def sign_in(self):
        self.begin()
        self.touch("first", "Team")
        self._door.wait_for_title("please type your PIN")
        time.sleep(BETWEEN_PRESSES)
        for digit in self._door.pin:
            self.touch("pin", digit)
            time.sleep(BETWEEN_LETTERS)
        self._door.wait_for_title("find a guest")
        time.sleep(BETWEEN_PRESSES)

    def sign_out(self):
        self.touch("search", "Sign out")
        self._door.wait_for_title("Hold your ticket up")
        time.sleep(BETWEEN_PRESSES)

    def search(self, name):
        """Types it on the screen's keyboard, and erases it; each but the last change of the text brings another list."""
        took = []
        for letter in name:
            took.append(self.touch("search", letter, "found"))
            time.sleep(BETWEEN_LETTERS)
        for left in reversed(range(len(name))):
            erased = self.touch("search", "Delete the last character", "found" if left else "answered")
            took += [erased] if left else []
            time.sleep(BETWEEN_LETTERS)
        return took

    def can_type(self, name):
        return all(letter in self._places["search"] for letter in name)

    def _until(self, milestone, act):
        trace = self._door.trace
        known = trace.count(milestone)
        began = act()
        return (trace.next(milestone, known) - began) / 1e6


def touches(person):
    """From the first screen to the search for oneself, and back again."""
    took = []
    person.begin()
    for _ in range(PRESSES // 2):
        for screen, button in (("first", "No code at hand?"), ("find_me", "Cancel")):
            took.append(person.touch(screen, button))
            time.sleep(BETWEEN_PRESSES)
    return spread(took)


def keys(person):
    """Asking for help by a key, and back again. The first key starts speech, which is not measured."""
    took = []
    for press in range(PRESSES + 2):
        took.append(person.press("Escape" if press % 2 else "F1"))
        time.sleep(BETWEEN_PRESSES)
    return spread(took[2:])


def letters(person):
    """Typed into a form on a real keyboard."""
    took = []
    person.touch("first", "No code at hand?")
    time.sleep(BETWEEN_PRESSES)
    for press in range(PRESSES):
        took.append(person.press("abcdefghij"[press % 10]))
        time.sleep(BETWEEN_LETTERS)
    person.touch("find_me", "Cancel")
    time.sleep(BETWEEN_PRESSES)
    return spread(took)


def searches(door, person):
    """As staff do it: people from all parts of the list."""
    names = [name.lower() for name in door.guests.surnames]
    names = [name for name in names if person.can_type(name)]
    person.sign_in()
    took = [each for name in names[:: len(names) // NAMES][:NAMES] for each in person.search(name)]
    person.sign_out()
    return spread(took)


# --- starts ----------------------------------------------------------------------------------------------------------


def starts(door):
    """From the program's start to a screen that takes tickets, from what is on its disk; it must be true that it does."""
    took = []
    for _ in range(STARTS):
        took.append(door.start_again())
        if door.scan() is None and door.scan() is None:
            raise Failure("The kiosk said that it is ready, and admitted nobody.")
    return spread(took)


# --- idling with a camera --------------------------------------------------------------------------------------------


def seconds_of_work(process):
    """What all its threads have used so far of a processor."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def percent_of_one_core(process):
    began, before = time.monotonic(), seconds_of_work(process)
    time.sleep(IDLE_FOR)
    return 100 * (seconds_of_work(process) - before) / (time.monotonic() - began)


def idling(door):
    """Before a camera that delivers 30 pictures a second, of an empty room and of somebody who walks through it. In the
    end a ticket is held up, so that it is sure that the kiosk looked."""
    folder = door.processes.folder / "room"
    render(folder)
    (folder / "ticket").mkdir()
    shutil.copyfile(door.guests.next_photograph(), folder / "ticket" / "0.jpg")
    camera = door.processes.start_talking(
        "camera", [sys.executable, "-B", Path(__file__).resolve().parent / "motion_camera.py", folder])
    port = camera.stdout.readline().strip()
    door.venue.pipeline = f"tcpclientsrc host=127.0.0.1 port={port} ! multipartdemux ! image/jpeg"
    door.start_again()
    figures = {}
    for scene in ("still", "moving"):
        time.sleep(SETTLE)
        figures[f"{scene}_percent"] = percent_of_one_core(door.kiosk.process)
        known = set(door.trace.read())
        print("next", file=camera.stdin, flush=True)
    if door.trace.wait_for(known, "shown", 30) is None:
        raise Failure("The kiosk did not see the ticket that was held before its camera.")
    door.venue.pipeline = None
    door.start_again()
    door.processes.end(camera)
    return figures


# --- two venues ------------------------------------------------------------------------------------------------------


def small_venue(processes, build, run):
    door = MeasuredDoor(processes, build, "small", 650, tickets=2 * SCANS + 40)
    places = {"online": door.map_of_buttons()}
    door.open()
    door.wait_for_first_scan()
    figures = {"online": figures_of([door.scan() for _ in range(SCANS)])}
    person = Person(door, places["online"])
    figures["touch"] = touches(person)
    figures["letter"] = letters(person)
    figures["key"] = keys(person)
    figures["idle"] = idling(door)
    door.venue.stop_server()
    door.wait_for_first_scan()  # finds out that it is alone
    figures["alone"] = figures_of([door.scan() for _ in range(SCANS)])
    figures["resident_mib"] = resident_mib(door.kiosk.process)
    figures["start"] = starts(door)
    shutil.copyfile(door.venue.trace, run / "kiosk-trace.jsonl")
    (run / "kiosk.json").write_text(json.dumps(figures))
    processes.end(door.kiosk.process)
    places["alone"] = door.map_of_buttons("No connection to the server")
    return places


def large_venue(processes, build, run, places):
    door = MeasuredDoor(processes, build, "large", 100_000, tickets=20)
    door.open()
    door.wait_for_first_scan()
    figures = {"search_online": searches(door, Person(door, places["online"]))}
    door.venue.stop_server()
    door.wait_for_first_scan()  # it has the whole list: it admits alone
    figures["alone"] = figures_of([door.scan() for _ in range(10)])
    figures["search_alone"] = searches(door, Person(door, places["alone"]))
    figures["resident_mib"] = resident_mib(door.kiosk.process)
    shutil.copyfile(door.venue.trace, run / "kiosk-large-trace.jsonl")
    (run / "kiosk_large.json").write_text(json.dumps(figures))
    processes.end(door.kiosk.process)


def all_figures(processes, build, run):
    large_venue(processes, build, run, small_venue(processes, build, run))


if __name__ == "__main__":
    measure(all_figures)
