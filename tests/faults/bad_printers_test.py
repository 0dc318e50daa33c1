"""Guests come to a kiosk whose two printers fail in every way; each has one valid badge in the end.

The first printer is spoken to directly, the second stands behind a queue of a cupsd. Whatever a fault leaves in doubt,
the guest's own next scan, or the team's word for her, puts right.

    bad_printers_test.py BUILD [SEED]"""

import functools
import time

from faulty_venue import EVENT, SCRIPTS, Failure, run

from badges import _code_on  # noqa: E402

NEAR, FAR = "near", "far"


def bad_printers(venue, dice):
    venue.set_up()
    kiosk = venue.add_kiosk("door", printers=two_printers(venue))
    processes = venue.processes

    def tend(printer, *fault):
        processes.run([SCRIPTS / "printers" / "tend", venue.printer_folder(printer), *fault])

    def trouble(reason):
        return lambda: tend(NEAR, "reason", reason)

    def gives_up():
        tend(NEAR, "abort")

    def is_slow():
        tend(NEAR, "seconds", "6")

    def loses_its_plug():
        venue.pull_the_plug_of(NEAR)

    def is_paused():
        venue.cups("cupsdisable", FAR)

    faults = {"is out of labels": trouble("media-empty-error"), "is jammed": trouble("media-jam-error"),
              "is open": trouble("cover-open-error"), "gives up": gives_up, "is slow": is_slow,
              "loses its plug": loses_its_plug, "is fine": lambda: None, "has a paused neighbour": is_paused}
    names = list(faults)
    dice.shuffle(names)
    guests = venue.guests[: 2 * len(names)]
    for number, name in enumerate(names):
        print(f"the printer {name}", flush=True)
        late = dice.uniform(0, 0.4)
        venue.admit(kiosk, guests[2 * number], lambda name=name, late=late: (time.sleep(late), faults[name]()))
        venue.admit(kiosk, guests[2 * number + 1])
        if name == "loses its plug":
            venue.start_printer_again(NEAR)
        tend(NEAR)
        venue.cups("cupsenable", FAR)
    venue.check_whole(guests)
    check_badges(venue, kiosk, guests)


def two_printers(venue):
    socket = str(venue.start_cups())
    venue.add_queue(socket, FAR, venue.start_printer(FAR))
    return [
        {"name": NEAR, "kind": "ipp", "uri": venue.start_printer(NEAR), "location": "left"},
        {"name": FAR, "kind": "cups", "queue": FAR, "server": socket, "location": "at the desk", "distance": 3},
    ]


def check_badges(venue, kiosk, guests):
    """Whoever has none comes again; of those in doubt the trays tell."""
    tickets = [venue.tickets[guest.order] for guest in guests]

    def missing():
        return [guest for guest, ticket in zip(guests, tickets, strict=True) if not is_served(venue, ticket, guest.places)]

    for _ in range(3):
        say_what_lies_there(venue)
        for guest in missing():
            venue.admit(kiosk, guest)
        time.sleep(3)
    if missing():
        raise Failure(f"{len(missing())} guests have no valid badge.")


def say_what_lies_there(venue):
    """The team's word on badges in doubt, by command."""
    journal = venue.journal()
    settled = {entry["fact"]["serial"] for entry in journal if entry["fact"]["kind"] in ("badge_printed", "badge_failed")}
    doubtful = {entry["fact"]["serial"] for entry in journal if entry["fact"]["kind"] == "badge_unknown"} - settled
    there = doubtful & codes_on_paper(venue)
    for option, codes in (("--printed", there), ("--not-printed", doubtful - there)):
        if codes:
            venue.einlass("badge", "settle", EVENT, option, *sorted(codes))


def is_served(venue, ticket, places):
    """As many valid badges as persons, each of them on paper; one in doubt counts if it lies in a tray."""
    journal = [entry for entry in venue.journal() if entry.get("ticket") == ticket]
    started = [entry["fact"] for entry in journal if entry["fact"]["kind"] == "badge_started"]
    failed = {entry["fact"]["serial"] for entry in journal if entry["fact"]["kind"] == "badge_failed"}
    replaced = {fact.get("replaces") for fact in started if fact["serial"] not in failed}
    valid = {fact["serial"] for fact in started} - failed - replaced
    if len(valid) > places:
        raise Failure(f"{len(valid)} badges of {places} places are valid.")
    return len(valid & codes_on_paper(venue)) == places


def codes_on_paper(venue):
    found = set()
    for printer in (NEAR, FAR):
        folder = venue.printer_folder(printer)
        printed = folder / "printed"
        whole = {line.split("\t")[1] for line in printed.read_text().splitlines()} if printed.exists() else set()
        for file in (folder / "received").glob("*.pdf"):
            if job_name_of(file) in whole:
                found.add(code_on(venue.processes, file))
    return found


@functools.cache
def code_on(processes, file):
    """Reading takes long, and a document appears whole and never changes."""
    return _code_on(processes, file).removeprefix("EB1:")


def job_name_of(file):
    """A printer that lost its plug counts its jobs from one again; the name is a badge's own."""
    for line in file.with_suffix(".options").read_text().splitlines():
        if line.startswith("IPP_JOB_NAME="):
            return line.split("=", 1)[1]
    raise Failure(f"{file.name} has no name of a job.")


run(bad_printers)
