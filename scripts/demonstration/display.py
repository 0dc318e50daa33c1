"""Where the kiosks' windows are shown: on the person's display, or on a private X server per kiosk that nobody sees."""

import os
import secrets
import subprocess
import time


def _window(processes, kiosk, env=None):
    search = ["xdotool", "search", "--all", "--onlyvisible", "--pid", kiosk.process.pid, "--name", "."]
    return processes.run(search, env).split()[0]


def _touch(processes, kiosk, across, down, env=None):
    """A finger on the window, at so much of its width and height."""
    window = _window(processes, kiosk, env)
    lines = processes.run(["xdotool", "getwindowgeometry", "--shell", window], env).split()
    size = dict(line.split("=") for line in lines)
    at = (int(int(size["WIDTH"]) * across), int(int(size["HEIGHT"]) * down))
    processes.run(["xdotool", "mousemove", "--window", window, *at, "click", 1], env)


class OwnDisplay:
    """The display that this script was started on: two windows beside each other, half as wide each."""

    env = {"GDK_BACKEND": "x11"}

    def __init__(self, processes):
        self._processes = processes
        self._width, height = map(int, processes.run(["xdotool", "getdisplaygeometry"]).split())
        width = min(1280, self._width // 2 - 20)
        self.screen = {"full_screen": False, "width": width, "height": min(width * 5 // 8, height - 100)}
        self._placed = []

    def title(self, kiosk):
        return self._processes.run(["xdotool", "getwindowname", _window(self._processes, kiosk)]).strip()

    def touch(self, kiosk, across, down):
        _touch(self._processes, kiosk, across, down)

    def screenshot(self, kiosk, file):
        window = _window(self._processes, kiosk)
        if window not in self._placed:
            self._processes.run(["xdotool", "windowmove", window, 10 + len(self._placed) * self._width // 2, 40])
            self._placed.append(window)
        self._processes.run(["xdotool", "windowraise", window])  # what lies over it would be in the picture
        time.sleep(1)  # for the eye: drawing and motion come to rest
        self._processes.run(["import", "-window", window, file])


class HiddenDisplay:
    """An X server in memory, reachable with a cookie of its own. One per kiosk: there is no window manager."""

    screen = {"full_screen": True}

    def __init__(self, processes, name):
        self._processes = processes
        cookies = processes.folder / f"{name}.xauthority"
        cookie = secrets.token_hex(16)
        # The server reads every cookie in the file; its number is not known before it runs.
        self._add_cookie(cookies, ":0", cookie)
        reading, writing = os.pipe()
        processes.start(
            name,
            ["Xvfb", "-displayfd", writing, "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset", "-auth", cookies],
            pass_fds=(writing,),
        )
        os.close(writing)
        with os.fdopen(reading) as number:
            display = ":" + number.readline().strip()
        if display == ":":
            processes.check()
        self._add_cookie(cookies, display, cookie)
        self.env = {
            **{"DISPLAY": display, "XAUTHORITY": str(cookies), "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"},
            **{"GTK_THEME": "Adwaita", "GSETTINGS_BACKEND": "memory", "XDG_CACHE_HOME": str(processes.folder / "cache")},
        }

    def _add_cookie(self, file, display, cookie):
        file.touch(mode=0o600)
        self._processes.run(["xauth", "-q", "-f", file, "add", display, ".", cookie])

    def title(self, kiosk):
        window = _window(self._processes, kiosk, self.env)
        return self._processes.run(["xdotool", "getwindowname", window], self.env).strip()

    def touch(self, kiosk, across, down):
        _touch(self._processes, kiosk, across, down, self.env)

    def screenshot(self, _kiosk, file):
        time.sleep(1)  # as above
        self._processes.run(["import", "-window", "root", file], self.env)


def displays_for(kiosks, processes, shown):
    """By kiosk: beside each other on the person's display, or each on one of its own."""
    if shown:
        return dict.fromkeys([kiosk.key for kiosk in kiosks], OwnDisplay(processes))
    return {kiosk.key: HiddenDisplay(processes, f"xvfb-{kiosk.key}") for kiosk in kiosks}


def where(shown):
    return "in two windows" if shown else "on displays that exist only in memory"


def is_there():
    if not os.environ.get("DISPLAY"):
        return False
    try:
        return subprocess.run(["xdpyinfo"], capture_output=True, timeout=20).returncode == 0
    except subprocess.TimeoutExpired:
        return False
