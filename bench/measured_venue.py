"""A venue of the measurement's own, made of the demo's parts: real server, real printer, real kiosk."""

import json
import re
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(SOURCE / "scripts" / "demonstration"))

from bad_line import BadLine  # noqa: E402, F401
from processes import Failure, Processes, Signals  # noqa: E402
from venue import EVENT, SCRIPTS, Venue  # noqa: E402

SLOW_DISK = "libeinlass-slow-vfs.so"


class MeasuredVenue(Venue):
    """Of `guests` invented guests. With `slow_disk` every commit of the server takes 2 ms longer."""

    def __init__(self, processes, build, name, slow_disk=False):
        super().__init__(processes, build)
        self._folder = processes.folder / name
        self._folder.mkdir()
        self.state = self._folder / "server"
        self._slow_disk = slow_disk
        self.guest_list = self._folder / "guests.csv"

    def start_server(self):
        config = self._folder / "server.toml"
        config.write_text(
            f"state_directory = {json.dumps(str(self.state))}\n"
            'listen_address = "127.0.0.1"\nport = 0\npublic_addresses = ["127.0.0.1"]\nlog_level = "warning"\n'
            "[limits]\nmessages_per_second = 1000000\n",  # one busy connection stands for many kiosks
            encoding="utf-8",
        )
        env = {"LD_PRELOAD": str(self._bin / SLOW_DISK)} if self._slow_disk else None
        command = [self._bin / "einlass-server", "--config", config]
        name = f"{self._folder.name}-server"
        self.server = self._processes.start(name, command, env=env)
        log = self._processes.folder / f"{name}.log"
        listens = re.compile(r" listens on \S+:(\d+)")
        found = self._processes.wait_until(
            "The server's start", lambda: listens.search(log.read_text(encoding="utf-8")))
        self.port = int(found.group(1))

    @property
    def folder(self):
        return self._folder

    def program(self, name):
        return self._bin / name

    def stop_server(self):
        self._processes.end(self.server)

    def set_up(self, guests):
        self.create_event()
        self._processes.run([SCRIPTS / "make-sample-event", "--guests", guests, "--output", self.guest_list])
        self.import_guests(self.guest_list)

    def codes(self, kiosks):
        """A file with so many pairing codes."""
        codes = self._folder / "codes"
        with open(codes, "w", encoding="ascii") as file:
            for number in range(kiosks):
                words = ("--json", "kiosk", "pair", f"Load {number}", "--event", EVENT)
                file.write(json.loads(self.einlass(*words))["code"] + "\n")
        return codes

    def load(self, kiosks, *options):
        """The figures of einlass-load with so many paired kiosks."""
        return self.load_of(self.codes(kiosks), *options)

    def load_of(self, codes, *options):
        return json.loads(self._processes.run([self._bin / "einlass-load", codes, *options]))


def resident_mib(process):
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise Failure(f"Process {process.pid} has ended.")


def measure(part):
    """Runs part(processes, build folder, folder for the figures); everything started is ended whatever happens."""
    build, run = map(Path, sys.argv[1:3])
    processes = Processes(Signals())
    try:
        processes.make_folder()
        part(processes, build, run)
    except Failure as failure:
        sys.exit(f"bench: {failure}")
    finally:
        processes.close()
