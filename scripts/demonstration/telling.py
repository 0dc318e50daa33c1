"""What a demo says while it runs, and the folder that it leaves its results in."""

import fcntl
import os
import shutil
import sys

from processes import Failure

FILES = (
    *("attendance.csv", "attendance.json", "journal.jsonl", "journal-before.jsonl", "journal-after.jsonl"),
    *("review-before.txt", "review-written.txt", "review-corrected.txt", "summary.pdf"),
)
FOLDERS = ("badges", "screens", "tickets", "pages", "logs")


def tell(text, end="\n"):
    print(text, end=end, flush=True)


def take_folder(output):
    """For as long as this program runs; a second demo would remove the results of the first."""
    output.mkdir(parents=True, exist_ok=True)
    folder = os.open(output, os.O_RDONLY)
    os.set_inheritable(folder, False)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(folder)
        raise Failure(f"Another demo writes into {output}; wait for it, or give this one another --output.") from None


def clear_results(output, *folders):
    """Removes only what an earlier demo left; the folder may hold other things. Makes `folders` in it."""
    take_folder(output)
    for name in FILES + FOLDERS:
        target = output / name
        shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    for name in folders:
        (output / name).mkdir(parents=True)


class Progress:
    """One line per step; on a terminal it counts in place."""

    def __init__(self):
        self._number = 0

    def step(self, text):
        self._number += 1
        tell(f"{self._number:2}  {text}")

    def counter(self, text, total):
        self.step(f"{text} …")
        if not sys.stdout.isatty():
            return lambda count: None
        return lambda count: tell(f"\r    {count} of {total}", end="" if count < total else "\r              \r")
