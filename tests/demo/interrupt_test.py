"""Interrupts the demo at several moments, as a person or a shutdown would: no process and no folder may be left.

    interrupt_test.py COMMAND …"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# A program that the demo has started by then, and how it is told to end. The first is met while venue and printers are
# being set up, the last while guests are being admitted.
MOMENTS = [("einlass-server", signal.SIGINT), ("cupsd", signal.SIGTERM), ("kiosk-sued", signal.SIGINT)]
PATIENCE = 120


def temporary_folder():
    made = tempfile.TemporaryDirectory(prefix="interrupt-")
    Path(made.name).chmod(0o711)  # else the demo takes another one: a cupsd of root's works as lp
    return made


def wait_for(what, found):
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        value = found()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"{what} did not happen")


def started(folder):
    """The demo's programs by name, as it noted them."""
    pids = {}
    for file in folder.glob("einlass-demo-*/pids"):
        for line in file.read_text(encoding="utf-8").splitlines():
            pid, name = line.split(maxsplit=1)
            pids[name] = int(pid)
    return pids


def that_mention(folder):
    """Processes that have the folder in their command line: also those that the demo's programs have started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(folder) in words:
                found.append(f"{entry.name} {words}")
    return found


def interrupt(command, program, number):
    with temporary_folder() as temporary:
        folder = Path(temporary)
        environment = {**os.environ, "TMPDIR": temporary}
        demo = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            wait_for(f"the start of {program}", lambda: program in started(folder) or demo.poll() is not None)
            pids = started(folder)
            demo.send_signal(number)
            said, _ = demo.communicate(timeout=PATIENCE)
        finally:
            if demo.poll() is None:
                demo.kill()
                demo.wait()
        assert program in pids, f"the demo ended before {program} ran:\n{said}"
        assert demo.returncode == 128 + number, f"exit status {demo.returncode}:\n{said}"
        assert "interrupted" in said, said
        # What a program's own children still do then takes a moment, such as the filters of cupsd.
        wait_for("the end of all processes", lambda: not that_mention(folder))
        left = [name for name, pid in pids.items() if Path(f"/proc/{pid}").exists()]
        assert not left, f"still running: {left}"
        assert not any(folder.iterdir()), f"left behind: {list(folder.iterdir())}"


# The demo as it is, but for a signal that comes while its folder is being made.
INTERRUPTED_AT_ONCE = """
import os, runpy, signal, sys
sys.path.insert(0, sys.argv[0])
import processes
make = processes._temporary_folder
def make_and_be_interrupted():
    folder = make()
    os.kill(os.getpid(), signal.SIGINT)
    return folder
processes._temporary_folder = make_and_be_interrupted
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def interrupt_at_once():
    demonstration = Path(__file__).resolve().parents[2] / "scripts" / "demonstration"
    program = f"import sys\nsys.argv = [{str(demonstration)!r}, '--build', '.']\n" + INTERRUPTED_AT_ONCE
    with temporary_folder() as temporary:
        environment = {**os.environ, "TMPDIR": temporary}
        demo = subprocess.run([sys.executable, "-B", "-c", program], env=environment, capture_output=True, text=True)
        assert demo.returncode == 128 + signal.SIGINT, f"exit status {demo.returncode}:\n{demo.stdout}{demo.stderr}"
        assert not os.listdir(temporary), f"left behind: {os.listdir(temporary)}"


if __name__ == "__main__":
    interrupt_at_once()
    print("nothing is left after SIGINT while the folder is made", flush=True)
    for program, number in MOMENTS:
        interrupt(sys.argv[1:], program, number)
        print(f"nothing is left after {number.name} once {program} runs", flush=True)
