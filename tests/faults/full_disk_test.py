"""First the server's disk is full, then the kiosk's: guests are told the truth, nothing is half-written, and it goes on
as soon as there is room again.

    full_disk_test.py BUILD [SEED]       77: left out, and why"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from faulty_venue import run

SIZE = "24m"


class SmallDisk:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(mode=0o700, exist_ok=True)
        words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs", folder]
        subprocess.run(words, check=True, stderr=subprocess.DEVNULL)

    def fill(self):
        with open(self.folder / "ballast", "wb", buffering=0) as ballast, contextlib.suppress(OSError):
            while True:
                ballast.write(bytes(4096))

    def empty(self):
        (self.folder / "ballast").unlink()

    def close(self):
        subprocess.run(["umount", "--lazy", self.folder], check=True)


def full_disk(venue, dice):
    disks = []
    try:
        disks.append(SmallDisk(venue.folder / "server"))
        venue.set_up()
        disks.append(SmallDisk(venue.folder / "kiosk-left"))
        kiosk = venue.add_kiosk("left")
        at_server, at_kiosk = disks
        guests = iter(venue.guests)
        admitted = [next(guests) for _ in range(5)]

        venue.admit(kiosk, admitted[0])
        at_server.fill()
        venue.admit(kiosk, admitted[1])  # alone
        at_server.empty()
        venue.admit(kiosk, admitted[2])
        at_kiosk.fill()
        venue.admit(kiosk, admitted[3])  # the server has written it down; the kiosk shows it and goes out of service
        time.sleep(dice.uniform(2, 4))
        at_kiosk.empty()
        venue.admit(kiosk, admitted[4])
        venue.check_whole(admitted)
    finally:
        venue.stop()
        for disk in disks:
            disk.close()


def why_not():
    """Why this machine gives no small disk; empty: it does."""
    if os.geteuid() != 0:
        return "a small disk of its own needs root"
    try:
        with tempfile.TemporaryDirectory() as folder:
            SmallDisk(Path(folder) / "disk").close()
    except (OSError, subprocess.CalledProcessError):
        return "this machine lets nobody mount a small disk"
    return ""


if reason := why_not():
    print(f"Skipped: {reason}")
    sys.exit(77)
run(full_disk)
