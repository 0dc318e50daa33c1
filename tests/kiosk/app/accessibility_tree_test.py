#!/usr/bin/python3
"""What assistive technology finds in the kiosk's windows, through AT-SPI: the real programs, the real accessibility bus.

Argument: the build folder. Runs inside a session bus and an X server of its own (see CMakeLists.txt). The system's own
Python, since GObject's bindings belong to it.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

BUILD = sys.argv.pop()
PATIENCE = 30


def program(name):
    return os.path.join(BUILD, "bin", name)


def until(found, what):
    """The first true value of `found`, while the bus is listened to."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            value = found()
            if value:
                return value
        except GLib.Error:
            pass  # what was asked is gone by now
        GLib.MainContext.default().iteration(False)
        time.sleep(0.02)
    raise AssertionError("in vain waited for " + what)


def tree(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from tree(child)


def is_shown(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def name_of(node):
    """Without the mark of what is chosen, which is there for those who see no bold letters."""
    return node.get_name().removeprefix("\u2713\u2002")


class AccessibilityTree(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        Atspi.init()
        cls.folder = tempfile.mkdtemp(prefix="einlass-tree-")
        cls.eye = os.path.join(cls.folder, "eye")
        os.mkdir(cls.eye)
        cls.processes = []
        cls.open_venue()
        config = os.path.join(cls.folder, "kiosk.toml")
        with open(config, "w", encoding="utf-8") as out:
            out.write('[screen]\nlanguage = "en"\n[camera]\nkind = "folder"\nfolder = "%s"\n'
                      '[speech]\nheadphones = "never"\n[sounds]\non = false\n' % cls.eye)
        cls.start("einlass-kiosk", "--config", config, "--state", os.path.join(cls.folder, "kiosk"))

    @classmethod
    def tearDownClass(cls):
        for process in reversed(cls.processes):
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
        shutil.rmtree(cls.folder)

    @classmethod
    def start(cls, name, *arguments):
        process = subprocess.Popen([program(name), *arguments], stdout=subprocess.PIPE, text=True)
        cls.processes.append(process)
        return process

    @classmethod
    def command(cls, *arguments):
        subprocess.run([program("einlass"), "--state", os.path.join(cls.folder, "server"), *arguments], check=True,
                       stdout=subprocess.DEVNULL)

    @classmethod
    def open_venue(cls):
        config = os.path.join(cls.folder, "server.toml")
        open(config, "w", encoding="utf-8").close()
        server = cls.start("einlass-server", "--config", config, "--state", os.path.join(cls.folder, "server"),
                           "--listen", "127.0.0.1:0")
        assert "listens on" in server.stdout.readline()
        at = [time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 3600 * hours)) for hours in (-1, 6)]
        cls.command("event", "create", "--preset", "summit", "--key", "talk", "--name", "Talk", "--starts", at[0],
                    "--ends", at[1], "--time-zone", "UTC")
        guests = os.path.join(cls.folder, "guests.csv")
        with open(guests, "w", encoding="utf-8") as out:
            out.write("Name,Category\nAda Lovelace,member\n")
        cls.command("guests", "import", guests, "--event", "talk")
        cls.command("tickets", "issue", "--event", "talk", "--output", os.path.join(cls.folder, "tickets"))
        cls.command("--json", "kiosk", "pair", "Nord", "--event", "talk", "--qr", os.path.join(cls.folder, "pair.png"))

    def window(self, headline):
        """The window of that name, which is the headline of its screen."""
        def found():
            desktop = Atspi.get_desktop(0)
            for i in range(desktop.get_child_count()):
                application = desktop.get_child_at_index(i)
                for j in range(application.get_child_count() if application else 0):
                    window = application.get_child_at_index(j)
                    if window and window.get_name().startswith(headline) and window.get_role_name() == "frame":
                        return window
            return None
        return until(found, "the window " + headline)

    def buttons(self, headline):
        shown = [node for node in tree(self.window(headline))
                 if node.get_role_name() == "push button" and is_shown(node)]
        return {name_of(node): node for node in shown}

    def await_buttons(self, headline, names):
        until(lambda: set(self.buttons(headline)) == set(names),
              "the buttons %s on %s; there are %s" % (names, headline, sorted(self.buttons(headline))))
        return self.buttons(headline)

    def hold_up(self, picture):
        part = os.path.join(self.eye, "held.part")
        shutil.copy(picture, part)
        os.rename(part, os.path.join(self.eye, "%d.png" % time.monotonic_ns()))

    def test_leads_through_a_visit(self):
        attract, welcome = "Hold your ticket up to the camera", "Welcome"
        frame = ["Deutsch", "English", "Large type", "Controls further down", "Ask for help"]
        first = ["No code at hand?", *frame, "Team"]

        self.await_buttons("This kiosk is not set up yet", frame)
        self.hold_up(os.path.join(self.folder, "pair.png"))
        buttons = self.await_buttons(attract, first)
        for name, button in buttons.items():
            states = button.get_state_set()
            self.assertTrue(states.contains(Atspi.StateType.FOCUSABLE), name)
            self.assertTrue(states.contains(Atspi.StateType.SENSITIVE), name)
            self.assertEqual(button.get_n_actions(), 1, name)
        texts = [" ".join(node.get_name().split()) for node in tree(self.window(attract))
                 if node.get_role_name() == "label" and is_shown(node)]
        self.assertIn("On paper or on your phone: the QR code is all you need.", texts)

        # The focus goes round, and each stop is told.
        reached = set()
        listener = Atspi.EventListener.new(
            lambda event: event.detail1 and reached.add(name_of(event.source)))
        listener.register("object:state-changed:focused")
        for _ in first:
            count = len(reached)
            subprocess.run(["xdotool", "mousemove", "640", "20", "key", "Tab"], check=True)
            until(lambda: len(reached) > count, "news of the focus")
        listener.deregister("object:state-changed:focused")
        self.assertEqual(reached, set(first))

        # A language is chosen without a pointer.
        self.assertTrue(buttons["Deutsch"].do_action(0))
        german = self.await_buttons(
            "Halten Sie Ihr Ticket vor die Kamera",
            ["Kein Code zur Hand?", "Deutsch", "English", "Große Schrift", "Bedienung weiter unten", "Hilfe", "Team"])
        time.sleep(0.6)  # a second press sooner is an accident
        self.assertTrue(german["English"].do_action(0))
        self.window(attract)

        # A result and its way out.
        tickets = os.path.join(self.folder, "tickets")
        self.hold_up(next(os.path.join(tickets, name) for name in os.listdir(tickets) if name.endswith(".png")))
        buttons = self.await_buttons(welcome, ["Done", *frame])
        self.assertNotIn("Lovelace", self.window(welcome).get_name())
        time.sleep(0.6)
        self.assertTrue(buttons["Done"].do_action(0))
        self.await_buttons(attract, first)


if __name__ == "__main__":
    unittest.main()
