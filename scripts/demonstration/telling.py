"""What a demo says while it runs, and the folder that it leaves its results in."""

import shutil
import sys

TABLES = ("attendance.csv", "attendance.json", "journal.jsonl", "journal-before.jsonl", "journal-after.jsonl")
FOLDERS = ("badges", "screens", "tickets", "logs")


def tell(text, end="\n"):
    print(text, end=end, flush=True)


def clear_results(output, *folders):
    """Removes only what an earlier demo left; the folder may hold other things. Makes `folders` in it."""
    for name in TABLES + FOLDERS:
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
