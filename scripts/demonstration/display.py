"""Where the kiosks' windows are shown: on the person's display, or on a private X server per kiosk that nobody sees."""

import os
import secrets
import subprocess


class OwnDisplay:
    """The display that this script was started on; windows side by side, as its window manager places them."""

    hidden = False
    full_screen = False
    env = {"GDK_BACKEND": "x11"}

    def __init__(self, processes):
        self._processes = processes

    def _window(self, kiosk):
        found = self._processes.run(["xdotool", "search", "--onlyvisible", "--pid", kiosk.process.pid, "--name", "."])
        return found.split()[0]

    def title(self, kiosk):
        return self._processes.run(["xdotool", "getwindowname", self._window(kiosk)]).strip()

    def screenshot(self, kiosk, file):
        self._processes.run(["import", "-window", self._window(kiosk), file])


class HiddenDisplay:
    """An X server in memory, reachable with a cookie of its own. One per kiosk: there is no window manager."""

    hidden = True
    full_screen = True

    def __init__(self, processes, name):
        self._processes = processes
        cookies = processes.folder / f"{name}.xauthority"
        cookie = secrets.token_hex(16)
        # The server reads every cookie in the file; its number is not known before it runs.
        self._add_cookie(cookies, ":0", cookie)
        reading, writing = os.pipe()
        processes.start(
            name,
            ["Xvfb", "-displayfd", writing, "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-auth", cookies],
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
        search = ["xdotool", "search", "--onlyvisible", "--pid", kiosk.process.pid, "--name", "."]
        window = self._processes.run(search, self.env).split()[0]
        return self._processes.run(["xdotool", "getwindowname", window], self.env).strip()

    def screenshot(self, _kiosk, file):
        self._processes.run(["import", "-window", "root", file], self.env)


def is_there():
    if not os.environ.get("DISPLAY"):
        return False
    try:
        return subprocess.run(["xdpyinfo"], capture_output=True, timeout=20).returncode == 0
    except subprocess.TimeoutExpired:
        return False
