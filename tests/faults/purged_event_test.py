"""All persons of an event are erased while one kiosk is connected, one is away, and backups lie about. Then every byte of
what the programs keep is searched for them: database files with their logs and free pages, programs' logs, backups, the
kiosks' replicas. The journal still verifies, and the figures are those of the closing. Some of the guests come from a shop,
which is being pulled as the persons are erased; a CRM knows one of them, was told of her, and refused her by name. It is
the CRM's to say that she is one of its people: that stays in the mirror, and nothing else of her.

    purged_event_test.py BUILD [SEED]"""

import csv
import json
import os
import socket
import sqlite3
import subprocess
from pathlib import Path

from faulty_venue import EVENT, Failure, run, stand_ins

NOTE = "Braucht einen Platz am Gang, sagt Wolkenstein"
RENAMED = "Eleonore Wolkenstein"
MESSAGE = "Frau Wolkenstein wird am Empfang erwartet"
REASON = "Wolkenstein kennt die Gastgeberin"
SCAN = "0123456789ABCDEFGHJKMNPQRS"
REACHED, MOVED = "backup-reached", "backup-moved"
BOUGHT, BOUGHT_MAIL, BOUGHT_CODE = "Quintilia Ehrenfels", "q.ehrenfels@privat.example", "SHOPCODE-Q4711"
ALSO_BOUGHT = 60  # more than a page of the shop's
PERSON = 7001  # as the CRM calls her
OTHER_PERSON = 7002  # of the CRM, and no guest
SECONDS_OF_A_PAGE = 60


def ask(venue, name, **arguments):
    """A command of the server's, as the pages send it."""
    line = json.dumps({"command": name, "arguments": arguments}) + "\n"
    with socket.socket(socket.AF_UNIX) as line_in:
        line_in.connect(str(venue.state / "admin.sock"))
        line_in.sendall(line.encode())
        answer = json.loads(line_in.makefile().readline())
    if "error" in answer:
        raise Failure(f"{name}: {answer['error']}")
    return answer.get("result", answer)


def secrets_of(guest_list):
    """What no file may show: long enough that nobody finds it by chance."""
    secrets = {NOTE, RENAMED, REASON, MESSAGE, "Wolkenstein", BOUGHT, BOUGHT_MAIL, BOUGHT_CODE, "Mondschein"}
    with open(guest_list, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter=";"):
            for column in ("Vorname", "Nachname", "E-Mail", "Ticketcode", "Firma", "Bestellnummer"):
                text = (row.get(column) or "").strip()
                if len(text) >= (8 if column == "Bestellnummer" else 6):
                    secrets.add(text)
    return secrets


def findings(places, secrets, but=()):
    """Files with any of them in any byte, short ones as they are written, long ones in any case."""
    found = set()
    for options, wanted in (((), secrets), (("-i",), {each for each in secrets if len(each) >= 9})):
        left_out = [f"--exclude={pattern}" for pattern in but]
        command = ["grep", "-r", "-a", "-l", "-F", *options, *left_out, "-f", "-", "--", *map(str, places)]
        found.update(search(command, "\n".join(sorted(wanted))))
    return found


def search(command, wanted):
    """Again where a file went while it was searched: what grep says then is no answer."""
    env = {**os.environ, "LANGUAGE": "C"}
    for _ in range(10):
        searched = subprocess.run(command, input=wanted.encode(), capture_output=True, check=False, env=env)
        said = searched.stderr.decode().splitlines()
        if searched.returncode < 2 or any(not line.endswith(": No such file or directory") for line in said):
            break
    if searched.returncode > 1 and not searched.stdout:
        raise Failure(f"The search failed: {searched.stderr.decode()}")
    return searched.stdout.decode().splitlines()


def names_of(found):
    return sorted({Path(file).name for file in found})


def places(venue):
    """All that the programs keep; not the list that was imported, nor what printers drew on labels."""
    folder = venue.folder
    kiosks = [folder / f"kiosk-{kiosk.key}" for kiosk in venue.kiosks]
    return [venue.state, folder / REACHED, *kiosks, *folder.glob("*.log"), *folder.glob("trace-*")]


def left_after_a_full_pull(venue, secrets):
    """The CRM's people are there again: the mirror is searched without them, but for whom it says to have been where."""
    left = findings(places(venue), secrets, but=("crm.db*",))
    copies = list((venue.folder / REACHED).rglob("crm.db*"))
    if not copies:
        raise Failure("The backup has no mirror of the CRM, so that searching it says nothing.")
    return left | findings(copies, secrets) | findings_in_mirror(venue.state / "crm.db", venue.folder / "mirror", secrets)


def findings_in_mirror(mirror, without_persons, secrets):
    without_persons.unlink(missing_ok=True)
    with sqlite3.connect(f"file:{mirror}?mode=ro", uri=True) as database, sqlite3.connect(without_persons) as copy:
        database.backup(copy)
        names = copy.execute("SELECT id, first_name || ' ' || last_name, email FROM persons ORDER BY id").fetchall()
        if names != [(str(PERSON), BOUGHT, BOUGHT_MAIL), (str(OTHER_PERSON), "Ottilie Fremd", "office@fremd.example")]:
            raise Failure(f"{mirror} has other persons than the CRM: {names}.")
        if copy.execute("SELECT count(*) FROM attended WHERE event = ?", (EVENT,)).fetchone()[0]:
            raise Failure(f"{mirror} still says who was at the event.")
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute("DELETE FROM persons")
    database.close()
    copy.execute("VACUUM")
    copy.close()
    hers = {BOUGHT, BOUGHT_MAIL} | {secret for secret in secrets if secret in BOUGHT or secret in BOUGHT_MAIL}
    found = findings([without_persons], secrets)
    without_persons.unlink()
    return {str(mirror)} if found or findings(mirror.parent.glob("crm.db*"), secrets - hers) else set()


def add_kiosk(venue, key):
    """Its printer writes files: they are the badges that somebody carries away."""
    paper = venue.folder / f"paper-{key}"
    paper.mkdir()
    return venue.add_kiosk(key, printers=[{"name": key, "kind": "file", "folder": str(paper)}])


def check_replica(kiosk, folder):
    """Neither a key that would open anything nor anything that it could open."""
    if list(folder.rglob("*.key")):
        raise Failure(f"{kiosk.name} still keeps the event's key.")
    for file in folder.rglob("*.db"):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            for table in {"private_parts", "sealed_parts", "guests", "code_hashes"} & tables:
                if database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                    raise Failure(f"{file.name} of {kiosk.name} still has rows in {table}.")


def fill_every_place(venue, dice):
    """Names in entries, notes and corrections, on paper lists, in backups; a few admissions at both kiosks."""
    near, far = venue.kiosks
    for number, guest in enumerate(venue.guests[:4]):
        venue.admit(dice.choice([near, far]) if number else near, guest)
    somebody, other, withdrawn = (venue.tickets[guest.order] for guest in venue.guests[5:8])
    ask(venue, "message.put", event=EVENT, de=MESSAGE, en=MESSAGE)
    ask(venue, "guest.note", event=EVENT, ticket=somebody, kind="other", text=NOTE)
    ask(venue, "guest.amend", event=EVENT, ticket=other, fields={"full_name": RENAMED})
    let_in_against_the_rules(venue, withdrawn)
    venue.einlass("emergency-list", EVENT, "--output", venue.folder / "emergency.pdf")
    (venue.folder / "emergency.pdf").unlink(missing_ok=True)


class Systems:
    """A shop that guests come from, and a CRM that attendance goes to."""

    def __init__(self, venue):
        self._venue = venue
        self._shop, self._crm = (stand_ins.PlayedSystem(venue.processes, name) for name in ("pretix", "cmf"))
        self._shop.load(orders=[{"id": "Q1"}], positions=[_position(1, "Q1", BOUGHT, BOUGHT_MAIL, BOUGHT_CODE)])
        first_name, last_name = BOUGHT.split()
        self._crm.load(
            customers=[{"id": PERSON, "firstname": first_name, "lastname": last_name, "email": BOUGHT_MAIL},
                       {"id": OTHER_PERSON, "firstname": "Ottilie", "lastname": "Fremd", "email": "office@fremd.example"}],
            activities=[{"id": 90000, "customerId": PERSON, "type": "attendance", "activityDate": 1_700_000_000,
                         "attributes": {"event_ref": EVENT, "status": "attended"}}])
        self._crm.fault("refuse_row", row=PERSON, words=f"{BOUGHT} <{BOUGHT_MAIL}> is locked")
        key = venue.folder / "systems.key"
        key.touch(mode=0o600)
        key.write_text(stand_ins.KEY + "\n", encoding="utf-8")
        common = f'key_file = "{key}"\nreply_seconds = 120\nrequests_per_minute = 6000\npull_minutes = 0\n'
        (venue.folder / "connectors.toml").write_text(
            f'[[connector]]\nname = "crm"\nkind = "pimcore"\n'
            f'url = "{self._crm.url}/__customermanagementframework/webservice"\n{common}\n'
            f'[[connector]]\nname = "shop"\nkind = "pretix"\nurl = "{self._shop.url}"\norganizer = "org"\n{common}',
            encoding="utf-8")

    def bring_in(self):
        """And let in who bought, and say who she is in the CRM."""
        self._venue.einlass("crm", "pull", "--from", "crm")
        self._venue.einlass("crm", "link", EVENT, "--from", "shop", "--as", "fair")
        self._venue.einlass("crm", "pull", EVENT, "--from", "shop", "--full", "--dry-run")
        self._venue.einlass("crm", "pull", EVENT, "--from", "shop", "--full")
        row = next(row for row in self._venue.attendance() if BOUGHT in json.dumps(row, ensure_ascii=False))
        ask(self._venue, "guest.admit", event=EVENT, ticket=row["ticket_id"], scan=SCAN.replace("0", "1", 1))
        self._venue.einlass("crm", "confirm", EVENT, "--from", "crm", row["guest_id"], str(PERSON))

    def begin_a_pull(self):
        """Its first page is kept, its second is on its way for long."""
        more = [f"M{number:02d}" for number in range(ALSO_BOUGHT)]
        self._shop.load(orders=[{"id": order} for order in more],
                        positions=[_position(100 + number, order, f"Theo Mondschein{number:02d}",
                                             f"theo{number:02d}@mondschein.example", f"SHOPCODE-M{number:04d}")
                                   for number, order in enumerate(more)])
        self._shop.fault("late", path="page=2", seconds=SECONDS_OF_A_PAGE)
        program = self._venue.processes.start(
            "a-pull", [self._venue.program, "--state", self._venue.state, "crm", "pull", EVENT, "--from", "shop", "--full"])
        self._venue.processes.wait_until(
            "The first page of the shop", lambda: names_of(findings([self._venue.state], {"Mondschein"})), 30)
        self._venue.processes.forget(program)  # it ends by itself
        return program

    def write(self):
        self._venue.einlass("crm", "write", EVENT, "--to", "crm")

        def refused():
            outbox = json.loads(self._venue.einlass("--json", "crm", "outbox", EVENT))
            return {row["words"] for row in outbox[0]["parked"]}

        words = self._venue.processes.wait_until("The CRM's refusal", refused)
        if any(BOUGHT.split()[1] in each or "is locked" not in each for each in words):
            raise Failure(f"The CRM refused her in these words: {words}.")

    def check_that_nothing_is_left(self):
        if json.loads(self._venue.einlass("--json", "crm", "outbox")):
            raise Failure("Something of the event is still to go to the CRM.")
        if any(pull["event"] for pull in json.loads(self._venue.einlass("--json", "crm", "status"))):
            raise Failure("The event is still linked to the shop.")
        with sqlite3.connect(f"file:{self._venue.state / 'crm.db'}?mode=ro", uri=True) as database:
            for table in ("pulled_tickets", "whole_orders", "ticket_persons", "matches", "links"):
                if database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                    raise Failure(f"crm.db still has rows in {table}.")


def _position(number, order, name, email, code):
    return {"id": number, "order": order, "attendee_name": name, "attendee_email": email, "secret": code}


def let_in_against_the_rules(venue, ticket):
    ask(venue, "guest.withdraw", event=EVENT, ticket=ticket)
    refused = ask(venue, "guest.admit", event=EVENT, ticket=ticket, scan=SCAN)
    step = ask(venue, "guest.override", event=EVENT, scan=refused["scan"], reason="other", typed_reason=REASON)
    admitted = ask(venue, "guest.admit", event=EVENT, ticket=ticket, **step)
    if (refused["refusal"], admitted["outcome"]) != ("cancelled", "admitted"):
        raise Failure("Nobody was let in against the rules, so that no reason was typed.")


def require_all_are_found(venue):
    """Each by itself, in a database or in its log; else the search for them afterwards says nothing."""
    for secret in (NOTE, RENAMED, REASON, MESSAGE):
        if not any(".db" in name for name in names_of(findings([venue.state], {secret}))):
            raise Failure("What was typed was not found before the persons were erased, so that the search says nothing.")


def purged_event(venue, dice):
    systems = Systems(venue)
    venue.set_up()
    systems.bring_in()
    near, far = (add_kiosk(venue, key) for key in ("near", "far"))
    fill_every_place(venue, dice)
    for folder in (REACHED, MOVED):
        (venue.folder / folder).mkdir()
        venue.einlass("backup", "--output", venue.folder / folder)
    moved = next((venue.folder / MOVED).iterdir())
    moved.rename(venue.folder / "in-a-drawer")

    venue.kill(far.process)  # hears of it much later
    secrets = secrets_of(venue.folder / "guests.csv")
    before = names_of(findings(places(venue), secrets))
    if not any(name.endswith(".db") for name in before):
        raise Failure("Nobody was found before the persons were erased, so that the search says nothing.")
    require_all_are_found(venue)
    closed = json.loads(venue.einlass("--json", "event", "close", EVENT, "--confirm"))
    systems.write()
    venue.einlass("event", "purge", EVENT, accepted=(1,))  # without a word of confirmation nothing happens
    if names_of(findings([venue.state], secrets)) == []:
        raise Failure("The persons were erased though nobody confirmed it.")
    pull = systems.begin_a_pull()

    answer = json.loads(venue.einlass("--json", "event", "purge", EVENT, "--confirm", accepted=(1,)))
    if [each["folder"] for each in answer["out_of_reach"]] != [str(moved)]:
        raise Failure("The backup that was moved away was not named.")
    if pull.poll() is not None:
        raise Failure("The pull ended before the persons were erased, so that it says nothing.")
    venue.start_kiosk(far)
    if pull.wait(2 * SECONDS_OF_A_PAGE) == 0:
        raise Failure("The pull came to its end though its event was erased.")
    for kiosk in (near, far):
        folder = venue.folder / f"kiosk-{kiosk.key}"
        venue.processes.wait_until(f"{kiosk.name} to forget", lambda folder=folder: not list(folder.rglob("*.key")), 60)
    for again in range(2):
        left = findings(places(venue), secrets)
        if left:
            raise Failure(f"{len(left)} files still show persons: {', '.join(names_of(left))}.")
        if again == 0:  # killed, and once more: what is done stays done
            venue.kill_server()
            venue.start_server()
            venue.einlass("event", "purge", EVENT, "--confirm", accepted=(1,))
    systems.check_that_nothing_is_left()
    venue.einlass("crm", "pull", "--from", "crm", "--full")
    if ask(venue, "event.closing", event=EVENT)["figures"] != closed["figures"]:
        raise Failure("The figures are not those of the closing.")
    venue.stop()
    for kiosk in (near, far):
        check_replica(kiosk, venue.folder / f"kiosk-{kiosk.key}")
    check_what_stays(venue, closed["figures"])
    left = left_after_a_full_pull(venue, secrets)
    if left:
        raise Failure(f"{len(left)} files still show persons: {', '.join(names_of(left))} once all had ended.")


def check_what_stays(venue, figures):
    """The command line in place of the server, which has ended."""
    exported = venue.folder / "journal.jsonl"
    venue.einlass("journal", "export", "--event", EVENT, "--output", exported)
    venue.einlass("journal", "verify", exported)
    kept = ask_in_process(venue)
    if sum(row["admitted"] for row in venue.attendance()) != figures["admitted"] or kept["persons"]["done"] is None:
        raise Failure("The figures are not those of the closing.")


def ask_in_process(venue):
    return json.loads(venue.einlass("--json", "event", "retention", EVENT))["events"][0]


run(purged_event)
