"""An evening whose guests come from a shop and a CRM, and whose attendance goes back there: pulled, matched, reviewed,
written although answers are lost, corrected by a late kiosk, and taken back. Both systems are stand-ins (tests/standins);
everything is compared with what guests were shown and with what the CRM holds."""

import collections
import json
import os
import re
import secrets
import shutil
import time
from datetime import datetime
from pathlib import Path

import display
import stand_ins
from bad_line import BadLine
from door import Door
from processes import Failure
from telling import Progress, clear_results, tell
from venue import EVENT, SCRIPTS, Kiosk, Venue

ABSENT = 3
LOST_ANSWERS = [2, 5]  # which of the activities that are written lose the CRM's answer
PATIENCE = 120


class OrganisersPage:
    """The event's page in a browser, where there are both (scripts/setup --pages)."""

    def __init__(self, processes, venue, build, output):
        self._processes = processes
        self.is_there = (
            (build / "share" / "einlass" / "web").is_dir()
            and (SCRIPTS.parent / "assets" / "web" / "node_modules" / "@playwright").is_dir()
            and shutil.which("node") is not None
            and Path(os.environ.get("EINLASS_CHROMIUM", "/usr/bin/chromium")).exists()
        )
        if not self.is_there:
            return
        number = json.loads(venue.einlass("--json", "staff", "add", "Thea Berg", "--role", "organiser"))["number"]
        code = json.loads(venue.einlass("--json", "staff", "invite", str(number)))["code"]
        program = SCRIPTS / "demonstration" / "page_pictures.mjs"
        self._browser = processes.start_talking("browser", ["env", f"TMPDIR={processes.folder}", "node", program])
        self._say(json.dumps({"url": f"https://{venue.server_address}:{venue.port}", "code": code,
                              "password": secrets.token_urlsafe(18), "place": f"organise/events/{EVENT}/crm",
                              "output": str(output.absolute())}))

    def picture(self, name):
        if self.is_there:
            self._say(name)
            if self._browser.stdout.readline().strip() != name:
                raise Failure(f"The browser took no picture. {self._processes.last_words('browser')}")

    def _say(self, line):
        self._browser.stdin.write(line + "\n")
        self._browser.stdin.flush()


class CrmDemo:
    def __init__(self, options, processes):
        self._output = options.output
        self._build = options.build
        self._processes = processes
        self._progress = Progress()
        self._venue = Venue(processes, options.build)
        self._shown = not options.hidden and display.is_there()
        self._problems = []

    def run(self):
        clear_results(self._output, "screens", "pages")
        self._set_up_systems()
        self._pull()
        self._set_up_kiosks()
        self._receive_guests()
        self._close()
        self._review()
        self._write()
        self._write_again()
        self._hear_of_the_late_kiosk()
        self._take_home()
        self._undo()
        return self._sum_up()

    # --- guests in -----------------------------------------------------------------------------------------------

    def _set_up_systems(self):
        folder = self._processes.folder
        self._crm = stand_ins.PlayedSystem(self._processes, "cmf")
        self._shop = stand_ins.PlayedSystem(self._processes, "datahub")
        self._guests = stand_ins.guests_of_the_evening()
        stand_ins.fill_crm(self._crm, self._guests)
        stand_ins.fill_shop(self._shop, self._guests)
        key_file = folder / "crm.key"
        key_file.touch(mode=0o600)
        key_file.write_text(stand_ins.KEY + "\n", encoding="utf-8")
        connectors = stand_ins.connectors_toml(self._crm, self._shop, key_file)
        (folder / "connectors.toml").write_text(connectors, encoding="utf-8")
        self._venue.start_server()
        self._venue.create_event()
        self._page = OrganisersPage(self._processes, self._venue, self._build, self._output / "pages")
        self._progress.step(f"A CRM with {len(self._crm.state()['customers'])} people, a shop with {len(self._guests)} "
                            "tickets sold, and the venue server with both in its connectors.toml.")

    def _pull(self):
        self._venue.einlass("crm", "pull", "--from", "crm")
        self._venue.einlass("crm", "link", EVENT, "--from", "shop", "--as", "SUMMIT-26-*")
        would_add = self._pulled("--full", "--dry-run")["added"]
        self._expect("guests after a dry run", len(self._venue.attendance()), 0)
        added = self._pulled()["added"]
        self._expect("guests that came from the shop", (would_add, added), (len(self._guests),) * 2)
        self._progress.step(f"A dry run says that {would_add} guests would come from the shop; then they come.")
        matches = self._matches()
        ways = collections.Counter(match["by"] for match in matches)
        self._proposed = [match for match in matches if match["state"] == "proposed"]
        self._progress.step(f"The CRM knows {ways['id']} of them by the shop's customer, {ways['email']} by their own "
                            f"e-mail; for {ways['name']} it is name and company, which a person has to confirm.")

    def _pulled(self, *words):
        return json.loads(self._venue.einlass("--json", "crm", "pull", EVENT, "--from", "shop", *words))["import"]

    def _matches(self):
        return json.loads(self._venue.einlass("--json", "crm", "matches", EVENT))

    # --- the evening ---------------------------------------------------------------------------------------------

    def _set_up_kiosks(self):
        names = (("nord", "Nord 1", "de"), ("sued", "Süd 1", "en"))
        self._kiosks = [
            Kiosk(key, name, "Foyer", language, {"name": key, "kind": "ipp", "uri": self._venue.start_printer(key)})
            for key, name, language in names
        ]
        self._displays = display.displays_for(self._kiosks, self._processes, self._shown)
        self._line = BadLine(self._venue.server_address, self._venue.port)
        for kiosk, port in zip(self._kiosks, (None, self._line.port), strict=True):
            self._venue.pair_kiosk(kiosk, self._displays[kiosk.key], port)
            self._venue.start_kiosk(kiosk, self._displays[kiosk.key])
        self._door = Door(self._processes, self._venue, self._kiosks, self._displays, self._output / "screens")
        for kiosk in self._kiosks:
            self._door.wait_for_attract(kiosk)
        self._progress.step(f"Two kiosks are paired and run {display.where(self._shown)}.")

    def _receive_guests(self):
        nord, sued = self._kiosks
        *first, self._twice, self._late = self._guests[:-ABSENT]
        pairs = [list(zip(self._kiosks, first[at:at + 2], strict=False)) for at in range(0, len(first), 2)]
        self._door.receive(pairs[0], "welcome")
        for pair in pairs[1:]:
            self._door.receive(pair)
        self._wait_for_journal(len(first))
        self._progress.step(f"{len(first)} guests hold their tickets up and are let in.")
        self._line.silent = True
        self._door.receive([(sued, self._late)], "parted")
        self._door.receive([(sued, self._twice)])
        self._door.receive([(nord, self._twice)])
        self._wait_for_journal(len(first) + 1)
        self._progress.step(f"The cable to {sued.name} is pulled: it lets in the guest of order {self._late.order} alone, and the "
                            f"one of {self._twice.order}, whose ticket is then held up at {nord.name} as well.")
        self._came = [*first, self._twice]

    def _wait_for_journal(self, admissions):
        def all_here():
            kinds = collections.Counter(entry["fact"]["kind"] for entry in self._venue.journal())
            return kinds["admitted"] >= admissions and kinds["badge_started"] == kinds["badge_printed"] >= admissions

        self._processes.wait_until("The arrival of all admissions and badges", all_here, PATIENCE)

    def _close(self):
        self._venue.einlass("event", "close", EVENT, "--confirm")
        self._progress.step("The evening is over; the event is closed, although one kiosk has not handed over what it has.")

    # --- attendance back -----------------------------------------------------------------------------------------

    def _review(self):
        for match in self._proposed:
            self._venue.einlass("crm", "confirm", EVENT, "--from", "crm", match["guest"], match["person"])
        rows = self._diff("before")["rows"]
        kinds = collections.Counter(row["kind"] for row in rows)
        members = {row["name"] for row in rows if row["membership"] == "member"}
        self._expect("members in the review", members, self._members())
        self._expect("activities before anything is written", self._activities(), {})
        self._progress.step(f"The review before anything is written: {_counted(kinds)} (review-before.txt). A person said yes "
                            f"to {len(self._proposed)} proposed match.")

    def _members(self):
        """Whoever is known there, and is one or works where somebody is one."""
        companies = {guest.company for guest in self._guests if guest.member}
        return {guest.name for guest in self._guests if guest.person and guest.company in companies}

    def _diff(self, name):
        words = ("crm", "diff", EVENT, "--to", "crm")
        (self._output / f"review-{name}.txt").write_text(self._venue.einlass(*words), encoding="utf-8")
        self._page.picture(f"review-{name}")
        return json.loads(self._venue.einlass("--json", *words))

    def _write(self):
        self._crm.fault("drop", methods=["POST"], path="/activities", nth=LOST_ANSWERS)
        began = time.monotonic()
        self._venue.einlass("crm", "write", EVENT, "--to", "crm")
        self._wait_until_settled()
        seconds = time.monotonic() - began
        self._check_crm("written")
        self._progress.step(f"Written, although {len(LOST_ANSWERS)} answers of the CRM got lost: {seconds:.0f} seconds later it has "
                            f"exactly {len(self._activities())} activities, one per guest who may be written.")

    def _outbox(self):
        return json.loads(self._venue.einlass("--json", "crm", "outbox", EVENT))[0]["counts"]

    def _wait_until_settled(self):
        def settled():
            counts = self._outbox()
            return counts["due"] + counts["sent"] == 0 and counts

        return self._processes.wait_until("The delivery to the CRM", settled, PATIENCE)

    def _write_again(self):
        before = self._crm.state()
        self._crm.clear_log()
        self._venue.einlass("crm", "write", EVENT, "--to", "crm")
        self._diff("written")
        writes = [call for call in self._crm.log() if call["method"] != "GET"]
        self._expect("writing requests of a second run", writes, [])
        self._expect("the CRM after a second run", self._crm.state() == before, True)
        self._progress.step("Written a second time: nothing changes, and not one writing request goes out.")

    def _hear_of_the_late_kiosk(self):
        before = self._activities()
        self._line.heal()
        self._came.append(self._late)

        def corrected():
            return len(self._activities()) == len(before) + 1 and self._has_true_times()

        self._processes.wait_until("The correction in the CRM", corrected, PATIENCE)
        self._wait_until_settled()
        self._check_crm("corrected")
        changed = [person for person, times in before.items() if self._activities()[person] != times]
        self._expect("whose time was corrected", changed, [self._twice.person])
        self._diff("corrected")
        self._progress.step("The cable is back. By itself, the server writes the guest who was missing, and for the ticket "
                            "that came in twice the time of the first admission.")

    def _activities(self):
        """Times by person."""
        found = collections.defaultdict(list)
        for row in self._crm.state()["activities"]:
            found[row["customerId"]].append(row["activityDate"])
        return dict(found)

    def _true_times(self):
        rows = {row["order"]: row for row in self._venue.attendance()}
        return {guest.person: [int(datetime.fromisoformat(rows[guest.order]["first_in"]).timestamp())]
                for guest in self._came if guest.person and not guest.objects}

    def _has_true_times(self):
        return self._activities() == self._true_times()

    def _check_crm(self, when):
        self._expect(f"activities when {when}", self._activities(), self._true_times())
        segments = {row["id"] for row in self._crm.state()["segments"] if row.get("reference") == EVENT}
        marked = {row["id"] for row in self._crm.state()["customers"] if segments & set(row["manualSegments"])}
        self._expect(f"persons in the event's segment when {when}", marked, set(self._true_times()))

    def _take_home(self):
        self._venue.export(self._output)
        summary = self._output / "summary.pdf"
        self._venue.einlass("attendance", "summary", "--event", EVENT, "--output", summary)
        text = self._processes.run(["pdftotext", "-layout", summary, "-"])
        by_ticket = {guest.name for guest in self._came if guest.kind == "Member"}
        members = by_ticket | (self._members() & {guest.name for guest in self._came})
        self._expect("members in the summary", re.findall(r"^ *Members +(\d+)$", text, re.MULTILINE), [str(len(members))])
        self._processes.run(["pdftoppm", "-r", "90", "-png", summary, self._output / "pages" / "summary"])
        self._progress.step(f"The attendance, its figures and charts are files; {len(members)} of {len(self._came)} guests "
                            "are members, by their tickets or by the CRM.")

    def _undo(self):
        self._venue.einlass("crm", "undo", EVENT, "--to", "crm")
        self._wait_until_settled()
        self._came = []
        self._check_crm("undone")
        self._progress.step("Taken back with one command: the CRM has none of the activities left, and its people are whole.")
        self._expect("people of the CRM", len(self._crm.state()["customers"]), sum(1 for g in self._guests if g.person))

    # --- what must hold ------------------------------------------------------------------------------------------

    def _expect(self, what, found, wanted):
        if found != wanted:
            self._problems.append(f"{what}: {found} instead of {wanted}.")

    def _sum_up(self):
        here = self._output
        tell(f"\nReview        {here}/review-before.txt, -written, -corrected: what the organiser sees\n"
             f"Attendance    {here}/attendance.csv (also .json), the journal behind it: journal.jsonl\n"
             f"Summary       {here}/summary.pdf, as pictures in {here}/pages\n"
             f"Screenshots   {here}/screens, of kiosks\n")
        if self._page.is_there:
            tell(f"Pages         {here}/pages/review-*.png: the same review in the organiser's browser\n")
        else:
            tell("There are no pictures of the organiser's page, as its browser is not here: scripts/setup --pages, build.\n")
        for problem in self._problems:
            tell(f"NOT AS PROMISED: {problem}")
        if not self._problems:
            tell("Checked: in the CRM exactly one activity per attendance with the true time, none of those who object or are "
                 "not known, the same after a second run, right after a late kiosk, and none after the undo.")
        return 1 if self._problems else 0


def _counted(kinds):
    return ", ".join(f"{count} {kind.replace('_', '-')}" for kind, count in sorted(kinds.items()))
