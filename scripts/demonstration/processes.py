"""Programs that the demo starts, its temporary folder, and the promise that neither outlives it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


class Failure(Exception):
    """One sentence for the person who started the demo."""


class Interrupted(BaseException):
    def __init__(self, number):
        super().__init__()
        self.number = number


class Signals:
    """Turns SIGINT, SIGTERM and SIGHUP into Interrupted, but never between a program's start and its being noted."""

    NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self):
        self._held = 0
        self._pending = None
        self.listening = True  # false once an interruption is under way: impatient fingers must not spoil the tidying
        for number in self.NUMBERS:
            signal.signal(number, self._arrived)

    def _arrived(self, number, _frame):
        if not self.listening:
            return
        if self._held:
            self._pending = number
        else:
            self._interrupt(number)

    def _interrupt(self, number):
        self.listening = False
        raise Interrupted(number)

    @contextlib.contextmanager
    def held_back(self):
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if not self._held and self._pending is not None:
            number, self._pending = self._pending, None
            self._interrupt(number)


# A program whose parent is gone is told to end, should the demo itself be killed.
_LEASH = ["setpriv", "--pdeathsig", "TERM"]


class Processes:
    """Everything runs in a temporary folder; its file `pids` names each program by id. close() ends them all, the last
    one first, and removes the folder. Who calls make_folder() must be about to call close(): an interruption that comes
    meanwhile is raised when the folder is there."""

    def __init__(self, signals):
        self.signals = signals
        self.folder = None
        self._running = []

    def make_folder(self):
        with self.signals.held_back():
            self.folder = _temporary_folder()

    def start(self, name, command, env=None, pass_fds=(), talks=False):
        log = open(self.folder / f"{name}.log", "ab")
        with log, self.signals.held_back():
            process = subprocess.Popen(
                [*_LEASH, *map(str, command)],
                env={**os.environ, **(env or {})},
                stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
                stdout=subprocess.PIPE if talks else log,
                stderr=log,
                text=True,
                pass_fds=pass_fds,
                start_new_session=True,  # Ctrl-C is for the demo alone
            )
            self._running.append((name, process))
            with open(self.folder / "pids", "a", encoding="utf-8") as pids:
                pids.write(f"{process.pid} {name}\n")
        return process

    def start_talking(self, name, command):
        """One that is told on its standard input what to do, and answers on its output, in lines."""
        return self.start(name, command, talks=True)

    def run(self, command, env=None, given=None, accepted=(0,)):
        """A short command; its standard output. Failure, with what it said, unless it exits with one of `accepted`."""
        with self.signals.held_back():
            process = subprocess.Popen(
                list(map(str, command)),
                env={**os.environ, **(env or {})},
                stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        try:
            out, said = process.communicate(given)
        except BaseException:
            _signal_group(process, signal.SIGKILL)
            process.communicate()
            raise
        if process.returncode not in accepted:
            raise Failure(f"{Path(command[0]).name} failed: {(said or out).strip() or process.returncode}")
        return out

    def end(self, process):
        """One program before the others."""
        self.forget(process)
        _end(process)

    def forget(self, process):
        """It will end otherwise, and that is no failure."""
        self._running = [entry for entry in self._running if entry[1] is not process]

    def check(self):
        for name, process in self._running:
            if process.poll() is not None:
                raise Failure(f"{name} ended by itself ({process.returncode}). {self.last_words(name)}")

    def last_words(self, name):
        lines = (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace").splitlines()
        return " | ".join(lines[-5:])

    def wait_until(self, what, condition, seconds=60):
        """A limit for things that hang, far beyond what they take."""
        limit = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            self.check()
            if time.monotonic() > limit:
                raise Failure(f"{what} did not happen within {seconds} seconds.")
            time.sleep(0.05)

    def close(self):
        self.signals.listening = False
        for _name, process in reversed(self._running):
            _end(process)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def _end(process):
    _signal_group(process, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        _signal_group(process, signal.SIGKILL)
        process.wait()


def _signal_group(process, number):
    """Each program leads a group of its own, so nobody else can be hit."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)


def _temporary_folder():
    """In TMPDIR, else in /tmp where that would not do."""
    folder = Path(tempfile.mkdtemp(prefix="einlass-demo-"))
    # Filters of a cupsd that root starts run as lp and must reach its folders; what is secret has 0700 itself.
    folder.chmod(0o711)
    short = len(str(folder)) <= 60  # the path of a socket in it may have 107 characters (sockaddr_un)
    open_to_lp = os.getuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in folder.parents)
    if short and open_to_lp:
        return folder
    folder.rmdir()
    folder = Path(tempfile.mkdtemp(prefix="einlass-demo-", dir="/tmp"))
    folder.chmod(0o711)
    return folder


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
