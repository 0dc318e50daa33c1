"""Measures the pages of the real einlass-server: pages_figures.py BUILD RUN writes RUN/pages*.json.

Twenty kiosks admit one guest a second each and take every entry. Meanwhile ten pages follow the list as a browser does
(what changed, and who is at the door, at most four times a second), an organiser watches her figures, and a host works:
every kind of request that a page makes, timed from its first byte to the last of its answer. Each page is a process, so
that none waits for what another one does with its answer.
"""

import http.client
import json
import multiprocessing
import random
import ssl
import statistics
import time

from measured_venue import EVENT, Failure, MeasuredVenue, measure, resident_mib

KIOSKS = 20
PAGES = 10
SECONDS = 20
PART = 1000  # lines that a page asks for at once
PASSWORD = "Regen Ziegel Fagott"
FORK = multiprocessing.get_context("fork")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # of ids: Crockford's base 32


def new_id():
    return random.choice("01234567") + "".join(random.choices(ALPHABET, k=25))


class Page:
    """One browser of one person; its requests' times in milliseconds, by kind."""

    def __init__(self, port, cookie="", token=""):
        trust = ssl.create_default_context()
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE  # loopback; what is measured is time
        self._line = http.client.HTTPSConnection("127.0.0.1", port, context=trust, timeout=60)
        self.cookie, self.token = cookie, token
        self.times = {}

    def begin_anew(self):
        self._line.close()
        self.times = {}

    def ask(self, kind, method, path, body=None, accepted=(200,)):
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip"}
        if method != "GET":
            headers |= {"Content-Type": "application/json", "Einlass-Request-Token": self.token}
        text = None if body is None else json.dumps(body)
        begun = time.perf_counter()
        self._line.request(method, path, text, headers)
        answer = self._line.getresponse()
        content = answer.read()
        self.times.setdefault(kind, []).append((time.perf_counter() - begun) * 1000)
        if answer.status not in accepted:
            raise Failure(f"{kind} was answered {answer.status}: {content[:200]!r}")
        cookie = answer.headers.get("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return json.loads(content) if answer.headers.get_content_type() == "application/json" else content

    def read_away(self, path):
        """How many bytes an answer has, none of which is kept."""
        self._line.request("GET", path, headers={"Cookie": self.cookie})
        answer = self._line.getresponse()
        if answer.status != 200:
            raise Failure(f"{path} was answered {answer.status}: {answer.read(200)!r}")
        size = 0
        while piece := answer.read(1 << 16):
            size += len(piece)
        return size

    def of_event(self, kind, method, rest, body=None, accepted=(200,)):
        return self.ask(kind, method, f"/api/v1/events/{EVENT}{rest}", body, accepted)

    def read_list(self):
        """All lines in parts, as a page does that has just been opened: their tickets, and the list's cursor."""
        tickets, after = [], ""
        while True:
            part = self.of_event(f"list, {PART} lines", "GET", f"/guests?limit={PART}{after}")
            tickets += [line["ticket"] for line in part["guests"]]
            if not part["more"]:
                return tickets, part["cursor"]
            after = f"&after={tickets[-1]}"


def sign_in(venue, name, role):
    person = json.loads(venue.einlass("--json", "staff", "add", name, "--role", role, "--event", EVENT))
    invited = json.loads(venue.einlass("--json", "staff", "invite", str(person["number"])))
    page = Page(venue.port)
    answer = page.ask("sign in", "POST", "/api/v1/invitations/accept", {"code": invited["code"], "password": PASSWORD})
    page.token = answer["request_token"]
    return page


def follow(page, cursor, end):
    while time.monotonic() < end:
        changes = page.of_event("what changed", "GET", f"/guests/changes?since={cursor}")
        cursor = changes["cursor"]
        page.of_event("who is at the door", "GET", "/door")
        time.sleep(0.25 + random.random() / 20)


def watch(page, end):
    while time.monotonic() < end:
        page.of_event("arrivals", "GET", "/arrivals")
        page.of_event("figures of the event", "GET", "")
        page.ask("events", "GET", "/api/v1/events")
        page.ask("the page itself", "GET", "/")
        time.sleep(0.5)


def work(page, tickets, end):
    while time.monotonic() < end:
        ticket = random.choice(tickets)
        page.of_event("a guest's sheet", "GET", f"/guests/{ticket}")
        scan = new_id()
        answer = page.of_event("letting in", "POST", f"/guests/{ticket}/admissions", {"scan": scan})
        if answer["outcome"] == "admitted":
            page.of_event("taking back", "DELETE", f"/guests/{ticket}/admissions/{scan}")
        page.of_event("a note", "POST", f"/guests/{ticket}/notes", {"kind": "diet", "text": "no nuts"})
        page.of_event("a new guest", "POST", "/guests",
                      {"ticket": new_id(), "first_name": "Lia", "last_name": "Sommer", "at_door": True})
        time.sleep(0.3)


def open_anew(page, end):
    while time.monotonic() < end:
        page.read_list()
        time.sleep(2)


class Browser:
    """A page at work in a process of its own, from `begin` on."""

    def __init__(self, begin, task, page, *what):
        self._times, told = FORK.Pipe(duplex=False)
        self._process = FORK.Process(target=self._run, args=(told, begin, task, page, *what))
        self._process.start()
        told.close()

    @staticmethod
    def _run(told, begin, task, page, *what):
        page.begin_anew()
        time.sleep(max(0, begin - time.monotonic()))
        task(page, *what)
        told.send(page.times)

    def times(self):
        try:
            return self._times.recv()
        except EOFError:
            raise Failure("A page was not answered; what it was answered is told above.") from None
        finally:
            self._process.join()


def at_work(venue, pages, organiser, host):
    """The pages' times by kind, while the kiosks are at work, and what these say."""
    codes = venue.codes(KIOSKS)
    tickets, cursor = host.read_list()
    begin = time.monotonic() + 4  # until the kiosks have paired
    end = begin + SECONDS
    opened = Page(venue.port, host.cookie, host.token)
    browsers = [Browser(begin, follow, page, cursor, end) for page in pages]
    browsers += [Browser(begin, watch, organiser, end), Browser(begin, work, host, tickets, end),
                 Browser(begin, open_anew, opened, end)]
    load = venue.load_of(codes, "--connections", 0, "--rate", KIOSKS, "--following", KIOSKS, "--seconds", SECONDS + 10)
    times = {}
    for browser in browsers:
        for kind, values in browser.times().items():
            times.setdefault(kind, []).extend(values)
    return times, load


def spread(values):
    values = sorted(values)
    return {"median_ms": statistics.median(values), "p99_ms": values[min(len(values) - 1, len(values) * 99 // 100)],
            "count": len(values)}


def venue_of(processes, build, run, guests, name):
    venue = MeasuredVenue(processes, build, name)
    venue.start_server()
    venue.set_up(guests)
    organiser = sign_in(venue, "Olga Organiser", "organiser")
    begun = time.perf_counter()
    organiser.of_event("first", "GET", f"/guests?limit={PART}")
    first_ms = (time.perf_counter() - begun) * 1000
    host = Page(venue.port, organiser.cookie, organiser.token)
    pages = [Page(venue.port, organiser.cookie, organiser.token) for _ in range(PAGES)]
    times, load = at_work(venue, pages, organiser, host)
    figures = {"kinds": {kind: spread(values) for kind, values in times.items()},
               "all": spread([value for values in times.values() for value in values]),
               "first_list_ms": first_ms, "admissions": load["at_rate"], "resident_mib": resident_mib(venue.server)}
    venue.stop_server()
    (run / f"{name}.json").write_text(json.dumps(figures))


def all_figures(processes, build, run):
    venue_of(processes, build, run, 5_000, "pages")
    venue_of(processes, build, run, 100_000, "pages_large")


if __name__ == "__main__":
    measure(all_figures)
