"""Two kiosks are parted from their server and let the same ticket in; they come together again; then the server is lost
for good and comes back out of its recovery kit and the kiosks. Everything is compared with what guests were shown."""

import shutil
import time

import cast
import display
from bad_line import BadLine
from door import Door
from processes import Failure
from telling import Progress, clear_results, tell
from venue import EVENT, SCRIPTS, Kiosk, Venue

LISTED = 60
PATIENCE = 90


class PartedDemo:
    def __init__(self, options, processes):
        self._output = options.output
        self._processes = processes
        self._progress = Progress()
        self._venue = Venue(processes, options.build)
        self._shown = not options.hidden and display.is_there()
        self._came = []  # guests, each once
        self._problems = []

    def run(self):
        clear_results(self._output, "screens")
        self._set_up_venue()
        self._set_up_kiosks()
        self._part()
        self._heal()
        self._lose_the_server()
        self._restore()
        return self._sum_up()

    # --- before the doors open -----------------------------------------------------------------------------------

    def _set_up_venue(self):
        folder = self._processes.folder
        self._venue.start_server()
        self._kit, self._passphrase = folder / "venue.kit", folder / "passphrase"
        self._passphrase.write_text("only for this demo\n", encoding="utf-8")
        self._venue.einlass("recovery-kit", "--output", self._kit, "--passphrase-file", self._passphrase)
        self._progress.step("The venue server runs, and its recovery kit is in a drawer.")
        self._venue.create_event()
        guests = folder / "guests.csv"
        self._processes.run([SCRIPTS / "make-sample-event", "--guests", LISTED, "--output", guests])
        self._venue.import_guests(guests)
        self._guests = iter(cast.plain_guests(guests, 9))

    def _set_up_kiosks(self):
        names = (("nord", "Nord 1", "de"), ("sued", "Süd 1", "en"))
        self._kiosks = [
            Kiosk(key, name, "Foyer", language, {"name": key, "kind": "ipp", "uri": self._venue.start_printer(key)})
            for key, name, language in names
        ]
        self._nord, self._sued = self._kiosks
        self._displays = display.displays_for(self._kiosks, self._processes, self._shown)
        self._lines = [BadLine(self._venue.server_address, self._venue.port) for _ in self._kiosks]
        for kiosk, line in zip(self._kiosks, self._lines, strict=True):
            self._venue.pair_kiosk(kiosk, self._displays[kiosk.key], line.port)
            self._venue.start_kiosk(kiosk, self._displays[kiosk.key])
        self._door = Door(self._processes, self._venue, self._kiosks, self._displays, self._output / "screens")
        for kiosk in self._kiosks:
            self._door.wait_for_attract(kiosk)
        self._receive([(kiosk, next(self._guests)) for kiosk in self._kiosks])
        self._progress.step(f"Two kiosks run {display.where(self._shown)}; a guest has come to each, and the server decided.")

    # --- what happens --------------------------------------------------------------------------------------------

    def _part(self):
        for line in self._lines:
            line.silent = True
        self._receive([(kiosk, next(self._guests)) for kiosk in self._kiosks])
        self._progress.step("The cables to both kiosks are pulled. The next guest at each comes in all the same.")
        self._twice = next(self._guests)
        self._receive([(kiosk, self._twice) for kiosk in self._kiosks], "parted")
        self._progress.step(f"The ticket of order {self._twice.order} is held up at both: each kiosk, alone, lets it in.")

    def _heal(self):
        began = time.monotonic()
        for line in self._lines:
            line.heal()
        self._wait_for_all_that_was_shown()
        self._progress.step(f"The cables are back; {time.monotonic() - began:.1f} seconds later the server says:")
        self._tell_event()
        self._check_figures()
        self._expect("who decided alone while parted", self._decided_alone(self._twice), [True, True])

    def _lose_the_server(self):
        time.sleep(1)  # kiosks hear of each other's entries 50 ms later
        self._before = self._keep("before")
        self._venue.kill_server()
        shutil.rmtree(self._venue.state)
        self._receive([(self._nord, next(self._guests))])
        self._progress.step("The server is killed and its state directory removed. Somebody comes in meanwhile.")

    def _restore(self):
        self._venue.einlass("restore", "--kit", self._kit, "--passphrase-file", self._passphrase)
        self._venue.start_server()
        began = time.monotonic()
        self._wait_for_all_that_was_shown()
        self._progress.step(f"A new server has only the kit; {time.monotonic() - began:.1f} seconds later it says:")
        self._tell_event()
        self._check_figures()
        self._compare_with_before()
        self._receive([(self._sued, next(self._guests))])
        self._progress.step("One more guest comes, and the new server decides.")
        self._wait_for_all_that_was_shown()
        self._check_figures()
        self._expect("who decided alone in the end", self._decided_alone(self._came[-1]), [False])

    # --- guests --------------------------------------------------------------------------------------------------

    def _receive(self, visits, screen=None):
        """Each guest at her kiosk, all at the same time, until the results have left the screens."""
        self._door.receive(visits, screen)
        for _kiosk, guest in visits:
            if guest not in self._came:
                self._came.append(guest)

    # --- what must hold ------------------------------------------------------------------------------------------

    def _wait_for_all_that_was_shown(self):
        scans = set().union(*(self._venue.milestones(kiosk) for kiosk in self._kiosks))

        def is_here():
            try:
                journal = self._venue.journal()
            except Failure:  # the event itself is not back yet
                return False
            kinds = [entry["fact"]["kind"] for entry in journal]
            here = {e["scan"]["id"] for e in journal if e["fact"]["kind"] == "admitted"}
            return scans <= here and kinds.count("badge_started") == kinds.count("badge_printed")

        self._processes.wait_until("The arrival of everything that was shown", is_here, PATIENCE)

    def _decided_alone(self, guest):
        ticket = self._door.ticket(guest)
        admissions = [e for e in self._venue.journal() if e.get("ticket") == ticket and e["fact"]["kind"] == "admitted"]
        return [entry["alone"] for entry in admissions]

    def _event(self):
        return next(event for event in self._venue.status()["events"] if event["key"] == EVENT)

    def _tell_event(self):
        for line in self._venue.einlass("status").splitlines():
            if line.startswith("Kiosks"):
                break
            tell(f"      {line}")

    def _check_figures(self):
        """Everybody counts once; one ticket is disputed, and both places are named."""
        event = self._event()
        self._expect("persons admitted", event["totals"]["admitted"], len(self._came))
        self._expect("persons inside", event["totals"]["inside"], len(self._came))
        self._expect("entries put aside", len(event["parked"]), 0)
        ticket = self._door.ticket(self._twice)
        places = {kiosk.name for kiosk in self._kiosks}
        self._expect("conflicts", [(c["ticket"], set(c["places"])) for c in event["conflicts"]], [(ticket, places)])
        rows = {row["ticket_id"]: row for row in self._venue.attendance()}
        for guest in self._came:
            row = rows[self._door.ticket(guest)]
            self._expect(f"persons of order {guest.order}", row["admitted"], 1)
            self._expect(f"places in conflict of order {guest.order}", set(row["conflict_places"]),
                         places if guest is self._twice else set())

    def _keep(self, name):
        file = self._output / f"journal-{name}.jsonl"
        self._venue.einlass("journal", "export", "--event", EVENT, "--output", file)
        self._venue.einlass("journal", "verify", file)
        rows = {(row["ticket_id"], row["admission_day"]): row for row in self._venue.attendance()}
        return set(file.read_text(encoding="utf-8").splitlines()[:-1]), rows

    def _compare_with_before(self):
        entries, rows = self._before
        entries_now, rows_now = self._keep("after")
        self._expect("entries that did not come back", len(entries - entries_now), 0)
        ticket = self._door.ticket(self._came[-1])  # whoever came while there was no server
        changed = [key for key in rows.keys() | rows_now.keys() if key[0] != ticket and rows.get(key) != rows_now.get(key)]
        self._expect("changed rows of the attendance", changed, [])

    def _expect(self, what, found, wanted):
        if found != wanted:
            self._problems.append(f"{what}: {found} instead of {wanted}.")

    def _sum_up(self):
        self._venue.export(self._output)
        entries, rows = self._before
        tell(f"\nAttendance    {self._output}/attendance.csv (also .json)\n"
             f"Journals      {self._output}/journal-before.jsonl and -after: what the lost and the new server held\n"
             f"Screenshots   {self._output}/screens: one ticket, two welcomes\n")
        for problem in self._problems:
            tell(f"NOT AS PROMISED: {problem}")
        if not self._problems:
            tell(f"Checked: {len(self._came)} guests count once each, one admission is disputed with both places named, and the "
                 f"new server has all {len(entries)} entries and {len(rows)} rows of the lost one.")
        return 1 if self._problems else 0
