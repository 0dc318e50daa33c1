"""Guests before the kiosks: holds their tickets up, waits for what the journal says, takes the screenshots."""

import collections
import shutil
import time

from processes import Failure
from venue import SCRIPTS

# Far beyond what a scan or a print takes: only for tickets that no camera reads and printers that hang.
PATIENCE = 90
LOOK_AGAIN = 20
RESULT_STANDS = 3.2  # seconds for which a kiosk keeps a result before it takes the next code
MOST_PICTURES = 4
HOW_MANY = ("Wie viele von Ihnen sind jetzt da?", "How many of you are here now?")


class Door:
    def __init__(self, processes, venue, kiosks, displays, screens):
        self._processes = processes
        self._venue = venue
        self._kiosks = {kiosk.key: kiosk for kiosk in kiosks}
        self._displays = displays
        self._screens = screens
        self._taken = 0
        self._tickets = {row["order"]: row["ticket_id"] for row in venue.attendance()}

    def ticket(self, guest):
        return self._tickets[guest.order]

    def wait_for_attract(self, kiosk):
        def invites():
            try:
                title = self._displays[kiosk.key].title(kiosk)
            except Failure:  # no window yet
                return False
            return "ticket" in title.casefold()

        self._processes.wait_until(f"The first screen of {kiosk.name}", invites)

    def photograph(self, guests, folder, seed):
        """Pictures of the guests' tickets, as a camera sees them: FOLDER/ORDER.jpg."""
        lines = "".join(f"{guest.order}\t{guest.code}\n" for guest in guests)
        self._processes.run([SCRIPTS / "photograph-tickets", "--seed", seed, "--out", folder], given=lines)

    def hold_up(self, kiosk, picture):
        """A copy appears in the kiosk's folder at once and whole."""
        self._taken += 1
        name = f"{self._taken:04d}.jpg"
        hidden = kiosk.pictures / f".{name}"
        shutil.copyfile(picture, hidden)
        hidden.rename(kiosk.pictures / name)

    def receive(self, visits, screen=None):
        """Pairs of kiosk and guest, all at the same time, until the results have left the screens. Asks the kiosks
        alone, so that it does not matter whether they have a server. `screen`: the screenshots' name, if any."""
        known = {kiosk.key: set(self._venue.milestones(kiosk)) for kiosk, _guest in visits}
        for number, (kiosk, guest) in enumerate(visits):
            self._hold_up_anew(kiosk, guest, 26 + number)
        for kiosk, guest in visits:
            self._wait_for_outcome(kiosk, guest, known[kiosk.key])
            if screen:
                self.screenshot(kiosk, f"{screen}-{kiosk.key}")
        time.sleep(RESULT_STANDS)

    def _wait_for_outcome(self, kiosk, guest, known):
        held = time.monotonic()

        def is_shown():
            nonlocal held
            if time.monotonic() - held > LOOK_AGAIN:  # as at a real door: turned and lit another way
                held = time.monotonic()
                self._hold_up_anew(kiosk, guest, int(held))
            return set(self._venue.milestones(kiosk)) - known

        self._processes.wait_until(f"An outcome on the screen of {kiosk.name}", is_shown, PATIENCE)

    def _hold_up_anew(self, kiosk, guest, seed):
        folder = self._processes.folder / f"photographs-{kiosk.key}-{seed}"
        self.photograph([guest], folder, seed)
        self.hold_up(kiosk, folder / f"{guest.order}.jpg")

    def admit(self, visits, pictures, tell):
        """All visits, at each kiosk one after the other; a visit is over when the journal says what became of it."""
        lanes = {key: collections.deque(v for v in visits if v.kiosk == key) for key in self._kiosks}
        held = {}
        settled = 0
        while any(lanes.values()) or held:
            for key, lane in lanes.items():
                if key not in held and lane:
                    held[key] = lane.popleft()
                    self._show(held[key], pictures)
            for visit in held.values():
                self._answer(visit)
            journal = self._venue.journal()
            for key, visit in list(held.items()):
                if self._is_settled(visit, journal):
                    self._take_screen(visit)
                    del held[key]
                    settled += 1
                    tell(settled)
                elif time.monotonic() - visit.since > LOOK_AGAIN:
                    self._show_again(visit)
            self._processes.check()
            time.sleep(0.2)

    def _show(self, visit, pictures):
        visit.pictures += 1
        visit.since = time.monotonic()
        self.hold_up(self._kiosks[visit.kiosk], pictures / f"{visit.guest.order}.jpg")

    def _answer(self, visit):
        """All of a party are here; so says the first of two buttons beside each other."""
        if visit.guest.places == 1:
            return
        kiosk = self._kiosks[visit.kiosk]
        display = self._displays[visit.kiosk]
        if display.title(kiosk) in HOW_MANY:
            display.touch(kiosk, 0.4, 0.575)

    def _show_again(self, visit):
        """As at a real door: turned and lit another way."""
        if visit.pictures == MOST_PICTURES:
            raise Failure(f"The ticket of order {visit.guest.order} was not answered; see the kiosk's log.")
        other = self._processes.folder / f"again-{visit.pictures}"
        self.photograph([visit.guest], other, 1000 + visit.pictures)
        self._show(visit, other)

    def _is_settled(self, visit, journal):
        ticket = self.ticket(visit.guest)
        facts = [entry["fact"] for entry in journal if entry.get("ticket") == ticket]
        if visit.expected != "admitted":
            return any(fact["kind"] == "refused" and fact["refusal"] == visit.expected for fact in facts)
        if not any(fact["kind"] == "admitted" for fact in facts):
            return False
        # The welcome is worth a picture once it says that the badge is there.
        printed = sum(fact["kind"] == "badge_printed" for fact in facts)
        return not visit.screen or printed >= visit.guest.places

    def wait_for_badges(self, guests):
        expected = sum(guest.places for guest in guests)
        wanted = {self.ticket(guest) for guest in guests}

        def printed():
            facts = [entry["fact"]["kind"] for entry in self._venue.journal() if entry.get("ticket") in wanted]
            return facts.count("badge_printed") >= expected

        self._processes.wait_until(f"The printing of all {expected} badges", printed, PATIENCE)
        return expected

    def _take_screen(self, visit):
        if visit.screen:
            self.screenshot(self._kiosks[visit.kiosk], visit.screen)

    def screenshot(self, kiosk, name):
        self._displays[kiosk.key].screenshot(kiosk, self._screens / f"{name}.png")
