"""The venue of the demo: server, printers and kiosks, set up with the commands that an organiser uses."""

import contextlib
import datetime
import json
import os
import re
import signal
import zoneinfo
from dataclasses import dataclass
from pathlib import Path

from processes import Failure, free_port

SCRIPTS = Path(__file__).resolve().parent.parent
EVENT = "future-summit"
TRIES_FOR_A_PORT = 5  # another program may take a free one before it is used


@dataclass
class Kiosk:
    key: str
    name: str
    door: str
    language: str
    printer: dict
    pictures: Path = None
    process: object = None


class Venue:
    server_address = "127.0.0.1"
    server_prefix = ()  # of the server's command line, such as its network namespace
    times = {}  # of the kiosks, such as idle_seconds; else the usual ones

    def __init__(self, processes, build):
        self._processes = processes
        self._bin = build / "bin"
        self._env = {"EINLASS_QUIET_DNSSD": str(build / "lib" / "libquiet_dnssd.so")}
        self._folder = processes.folder
        self.state = self._folder / "server"
        self.port = 0  # any that is free, and from then on the same
        self.server = None
        self._printers = {}

    # --- what an organiser types ---------------------------------------------------------------------------------

    def einlass(self, *words, accepted=(0,)):
        return self._processes.run([self._bin / "einlass", "--state", self.state, *words], accepted=accepted)

    def sign_up(self, name):
        """Somebody of the team who may sign in; her PIN."""
        return json.loads(self.einlass("--json", "staff", "add", name, "--role", "staff"))["pin"]

    def status(self):
        return json.loads(self.einlass("--json", "status"))

    def journal(self, event=EVENT):
        lines = self.einlass("journal", "export", "--event", event).splitlines()
        return [json.loads(line)["entry"] for line in lines[:-1]]  # the last line closes the export

    def attendance(self):
        return json.loads(self.einlass("attendance", "export", "--event", EVENT, "--format", "json"))["rows"]

    def export(self, output):
        for form in ("csv", "json"):
            file = output / f"attendance.{form}"
            self.einlass("attendance", "export", "--event", EVENT, "--format", form, "--output", file)
        self.einlass("journal", "export", "--event", EVENT, "--output", output / "journal.jsonl")
        self.einlass("journal", "verify", output / "journal.jsonl")

    # --- server and event ----------------------------------------------------------------------------------------

    def start_server(self):
        """Also once more after it ended."""
        config = self._folder / "server.toml"
        config.write_text(
            f"state_directory = {json.dumps(str(self.state))}\nlisten_address = \"{self.server_address}\"\n"
            f"port = {self.port}\npublic_addresses = [\"{self.server_address}\"]\n",
            encoding="utf-8",
        )
        before = len(self._starts())
        command = [*self.server_prefix, self._bin / "einlass-server", "--config", config]
        self.server = self._processes.start("einlass-server", command)
        starts = self._processes.wait_until("The server's start", lambda: self._starts()[before:])
        self.port = int(starts[-1])

    def _starts(self):
        """The port of each start that the log tells of."""
        log = self._folder / "einlass-server.log"
        return re.findall(r" listens on \S+:(\d+)", log.read_text(encoding="utf-8")) if log.exists() else []

    def kill(self, process):
        """As a power cut takes a program: without a word."""
        self._processes.forget(process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_server(self):
        self.kill(self.server)
        self.server = None

    def create_event(self, preset="summit", more=(), key=EVENT, name="Future Summit"):
        """`more`: what else is said of it to `einlass event create`."""
        zone = _zone_of_the_venue()
        now = datetime.datetime.now(zoneinfo.ZoneInfo(zone))

        def local(hours):
            return (now + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")

        self.einlass(
            *("event", "create", "--preset", preset, "--key", key, "--name", name),
            *("--starts", local(-0.25), "--ends", local(4), "--doors-open", local(-0.5), "--time-zone", zone),
            *("--organiser", "Netzwerk Elbe e. V.", "--privacy-url", "https://netzwerk-elbe.example/datenschutz"),
            *("--welcome-de", "Zum großen Saal geht es die Treppe hinauf."),
            *("--welcome-en", "The main hall is up the stairs."),
            *more,
        )

    def import_guests(self, file, event=EVENT):
        """How many came in, how many were cancelled, how many rows were refused."""
        report = json.loads(self.einlass("--json", "guests", "import", file, "--event", event))
        return report["added"], len(report["cancelled_lines"]), len(report["refused"])

    # --- printers ------------------------------------------------------------------------------------------------

    def start_printer(self, name):
        """A real IPP printer; its address. What it receives is kept in printer_folder(name)/received."""
        for tries_left in reversed(range(TRIES_FOR_A_PORT)):
            port = free_port()
            try:
                self._run_printer(name, port)
                break
            except Failure:
                printer = self._printers[name]
                if tries_left == 0 or printer.poll() is None:
                    raise
                self._processes.forget(printer)
        return f"ipp://localhost:{port}/ipp/print"

    def _run_printer(self, name, port):
        command = [SCRIPTS / "printers" / "start-printer", "--foreground", self._folder / "printers", name, port]
        printer = self._processes.start(f"printer-{name}", command, env=self._env)
        self._printers[name] = printer
        self._processes.wait_until(f"The start of the printer {name}", lambda: _listens(printer, port))

    def printer_folder(self, name):
        return self._folder / "printers" / name

    def start_cups(self):
        """A cupsd of the demo's own; its socket."""
        folder = self._folder / "cups"
        socket = folder / "run" / "cups.sock"
        self._processes.start("cupsd", [SCRIPTS / "printers" / "start-cupsd", "--foreground", folder])
        self._processes.wait_until("The start of cupsd", socket.exists)
        return socket

    def add_queue(self, socket, queue, uri):
        self._processes.run([SCRIPTS / "printers" / "add-queue", socket, queue, uri])

    # --- kiosks --------------------------------------------------------------------------------------------------

    def pair_kiosk(self, kiosk, display, port=None):
        """`port`: where it is to find the server, with a BadLine between them."""
        words = ["--json", "kiosk", "pair", kiosk.name, "--event", EVENT, "--door", kiosk.door]
        code = json.loads(self.einlass(*words))["code"]
        self._write_config(kiosk, display)
        self._processes.run([self._bin / "einlass-kiosk", "--config", self._config(kiosk), "--pair", code])
        if port is not None:
            identity = self._folder / f"kiosk-{kiosk.key}" / "identity.json"
            identity.write_text(json.dumps({**json.loads(identity.read_text()), "port": port}), encoding="utf-8")

    def start_kiosk(self, kiosk, display):
        command = [self._bin / "einlass-kiosk", "--config", self._config(kiosk), "--trace", self._trace(kiosk)]
        kiosk.process = self._processes.start(f"kiosk-{kiosk.key}", command, env=display.env)

    def _trace(self, kiosk):
        return self._folder / f"trace-{kiosk.key}"

    def milestones(self, kiosk, milestone="shown"):
        """Scans that came so far at this kiosk, with how often; "shown": their outcome stood on its screen."""
        scans = {}
        if self._trace(kiosk).exists():
            for line in self._trace(kiosk).read_text(encoding="ascii").splitlines():
                entry = json.loads(line)
                if entry["milestone"] == milestone and "scan" in entry:
                    scans[entry["scan"]] = scans.get(entry["scan"], 0) + 1
        return scans

    def _camera(self, kiosk):
        return {"kind": "folder", "folder": str(kiosk.pictures)}

    def _config(self, kiosk):
        return self._folder / f"kiosk-{kiosk.key}.toml"

    def _write_config(self, kiosk, display):
        kiosk.pictures = self._folder / kiosk.key
        kiosk.pictures.mkdir(exist_ok=True)
        sections = {
            "": {"state_directory": str(self._folder / f"kiosk-{kiosk.key}")},
            "[camera]": self._camera(kiosk),
            "[screen]": {**display.screen, "language": kiosk.language},
            "[speech]": {"headphones": "never"},  # those in this machine ask for nothing
            "[times]": self.times,
        }
        printers = kiosk.printer if isinstance(kiosk.printer, list) else [kiosk.printer]
        tables = [(title, values) for title, values in sections.items() if values]
        tables += [("[[printer]]", {**printer, "media": "86x54"}) for printer in printers]
        text = ""
        for title, values in tables:
            # JSON's strings and booleans are TOML's, too.
            lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
            text += "\n".join([title, *lines]) + "\n"
        self._config(kiosk).write_text(text.lstrip(), encoding="utf-8")


def _listens(process, port):
    """Looks without knocking: a printer would take a connection for a client. Nobody else's port is meant."""
    wanted = f":{port:04X}"
    sockets = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if os.path.exists(table):
            with open(table, encoding="ascii") as lines:
                for line in list(lines)[1:]:
                    cells = line.split()
                    if cells[1].endswith(wanted) and cells[3] == "0A":  # LISTEN
                        sockets.add(f"socket:[{cells[9]}]")
    return not sockets.isdisjoint(_open_files(process.pid))


def _open_files(pid):
    """Some may be closed while they are looked at."""
    with contextlib.suppress(OSError):
        for each in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                yield os.readlink(f"/proc/{pid}/fd/{each}")


def _zone_of_the_venue():
    """The demo may run at any hour, but its event must not reach beyond 05:00, when a venue day ends."""
    hour = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Berlin")).hour
    return "Europe/Berlin" if hour >= 6 else "Asia/Tokyo"
