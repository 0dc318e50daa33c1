"""Hands and eyes for one kiosk, for the tests of the pages: kiosk_hands.py KIOSK CONFIG TRACE.

Runs the kiosk on an X server of its own until its standard input ends. Each line there is a wish in JSON, each answered
by a line: {"do": "words"}, {"do": "touch", "label": …}, {"do": "type", "text": …}, {"do": "picture", "file": …}."""

import json
import os
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(SOURCE / "scripts" / "demonstration"), str(SOURCE / "tests" / "visits")]

from display import HiddenDisplay  # noqa: E402
from processes import Failure, Processes, Signals  # noqa: E402

from kiosk_screen import KioskScreen, Missing, listen  # noqa: E402


def start(processes, command):
    display = HiddenDisplay(processes, "xvfb")
    display.env.pop("NO_AT_BRIDGE")  # assistive technology looks on
    listen()
    return KioskScreen({**os.environ, **display.env}, processes.start("kiosk", command, env=display.env))


def answer(processes, screen, wish):
    processes.check()
    match wish["do"]:
        case "words":
            return screen.words()
        case "touch":
            return screen.touch(wish["label"])
        case "type":
            return screen.type_by_touch(wish["text"])
        case "picture":
            return screen.picture(wish["file"])


def main():
    program, config, trace = sys.argv[1:]
    processes = Processes(Signals())
    try:
        processes.make_folder()
        screen = start(processes, [program, "--config", config, "--trace", trace])
        for line in sys.stdin:
            try:
                said = {"answer": answer(processes, screen, json.loads(line))}
            except (Failure, Missing) as why:
                said = {"problem": str(why)}
            print(json.dumps(said), flush=True)
    finally:
        processes.close()


if __name__ == "__main__":
    main()
