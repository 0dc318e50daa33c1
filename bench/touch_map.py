"""Where a kiosk's buttons are: touch_map.py PROGRAM CONFIG PIN OUTPUT [WORDS] starts it, waits until the first screen
shows the WORDS, too, walks to the screens that are measured and writes OUTPUT, a JSON object of [x, y] by screen and
button. Under dbus-run-session, as it looks through assistive technology (AT-SPI), which is why this kiosk is never the
measured one."""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "visits"))

from kiosk_screen import KioskScreen, listen  # noqa: E402


def buttons(screen):
    return {control.name: control.middle for control in screen.controls() if control.is_button}


def walk(screen, pin, words):
    places = {}
    screen.wait_for("Hold your ticket up to the camera", *words)
    places["first"] = buttons(screen)
    screen.touch("No code at hand?")
    screen.wait_for("find your ticket by name")
    places["find_me"] = buttons(screen)
    screen.touch("Cancel")
    screen.touch("Team")
    screen.wait_for("please type your PIN")
    places["pin"] = buttons(screen)
    screen.type_by_touch(pin)
    screen.wait_for("find a guest")
    places["search"] = buttons(screen)
    return places


def main():
    program, config, pin, output, *words = sys.argv[1:]
    listen()
    kiosk = subprocess.Popen([program, "--config", config])
    try:
        places = walk(KioskScreen(dict(os.environ), kiosk), pin, words)
        Path(output).write_text(json.dumps(places), encoding="utf-8")
    finally:
        kiosk.terminate()
        kiosk.wait()


if __name__ == "__main__":
    main()
