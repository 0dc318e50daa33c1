"""What stands on a kiosk's screen, read as assistive technology reads it (AT-SPI), and fingers and keys for it (XTEST)."""

import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 40  # seconds, far beyond what anything takes
BETWEEN_PRESSES = 1.0  # a second press within half a second counts as an accident, by a clock of the display's own

BUTTONS = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON}


def listen():
    """Before a program starts that is to be read: it looks for the bus once, and starting that may take long."""
    Atspi.set_timeout(PATIENCE * 1000, PATIENCE * 1000)  # a program that answers late is there all the same
    Atspi.get_desktop(0).get_child_count()


class Missing(Exception):
    """What should be on the screen is not, with all that is."""


class Control:
    def __init__(self, role, name, box, has_focus):
        self.role, self.name, self.box, self.has_focus = role, name, box, has_focus

    @property
    def is_button(self):
        return self.role in BUTTONS

    @property
    def middle(self):
        x, y, width, height = self.box
        return x + width // 2, y + height // 2


class KioskScreen:
    """One kiosk's window on a display of its own."""

    def __init__(self, env, program):
        """`program`: its process; others stand on the same bus."""
        self._env = env
        self._program = program
        self._pressed_at = 0.0

    # --- eyes ----------------------------------------------------------------------------------------------------

    def controls(self):
        """Everything that is shown and has words, from the top of the tree to its end."""
        found = []
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application and application.get_process_id() == self._program.pid:
                _collect(application, found)
        return found

    def words(self):
        return [control.name for control in self.controls()]

    def shows(self, *texts):
        """Whether each of them is part of something on the screen now."""
        words = "\n".join(self.words())
        return all(text in words for text in texts)

    def wait_for(self, *texts):
        return self._wait(lambda: self.shows(*texts), f"The screen does not show {texts}")

    def never_shows(self, text, seconds=3):
        """Not now, nor for as long as an answer could take."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if self.shows(text):
                raise Missing(f"The screen shows {text!r}: " + " | ".join(self.words()))
            time.sleep(0.05)

    def wait_for_any(self, *texts):
        """The one of them that came."""
        return self._wait(lambda: next((text for text in texts if self.shows(text)), None), f"The screen shows none of {texts}")

    def button(self, label):
        """By its whole name, or by what it begins with, such as a row of a list."""
        named = [control for control in self.controls() if control.is_button]
        for fits in (lambda name: name == label, lambda name: name.startswith(label), lambda name: label in name):
            for control in named:
                if fits(control.name):
                    return control
        return None

    def _wait(self, condition, otherwise):
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            if found := condition():
                return found
            time.sleep(0.02)
        raise Missing(f"{otherwise}. It shows: " + " | ".join(self.words()))

    # --- hands ---------------------------------------------------------------------------------------------------

    def touch(self, label):
        """A finger on a button, once it is there."""
        self._rest()  # before it is looked for: meanwhile it may move
        self._click(self._wait(lambda: self.button(label), f"There is no button {label!r}"))

    def touch_if_there(self, label):
        """Where what follows may already stand there."""
        if self.button(label):
            self.touch(label)

    def type_by_touch(self, text):
        """On the keyboard of the screen, key by key; capitals where the keyboard has them."""
        self._rest()  # what is struck right after a button counts as an accident, too
        for character in text:
            key = self._wait(lambda character=character: self._key(character), f"The keyboard has no {character!r}")
            self._click(key)
            time.sleep(0.12)

    def _key(self, character):
        """By its whole name, as "a" is part of many a button's."""
        keys = {control.name: control for control in self.controls() if control.is_button}
        return keys.get({" ": "Space"}.get(character, character)) or keys.get(character.swapcase())

    def go_to(self, label):
        """By Tab, as often as it takes."""
        for _ in range(20):
            if (focused := self.focused()) and label in focused:
                return
            self.key("Tab")
            time.sleep(0.1)
        raise Missing(f"Tab does not reach {label!r}. It shows: " + " | ".join(self.words()))

    def focused(self):
        return next((control.name for control in self.controls() if control.has_focus), None)

    def scan_by_wedge(self, code):
        """As a hand scanner types: at once, and Enter."""
        self._run("mousemove", 640, 20, "type", "--delay", 4, code)
        self._run("key", "Return")

    def key(self, *names):
        for name in names:
            self._rest()
            self._press("mousemove", 640, 20, "key", name)

    def type_by_keys(self, text):
        """As a person types, not as a hand scanner does."""
        self._run("mousemove", 640, 20, "type", "--delay", 140, text)

    def picture(self, file):
        subprocess.run(["import", "-window", "root", file], env=self._env, check=True)

    def _rest(self):
        wait = self._pressed_at + BETWEEN_PRESSES - time.monotonic()
        if wait > 0:
            time.sleep(wait)

    def _click(self, control):
        self._press("mousemove", *control.middle, "click", 1)

    def _press(self, *words):
        self._run(*words)
        self._pressed_at = time.monotonic()  # by now, however long xdotool took to start

    def _run(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self._env, check=True)


def _collect(node, found):
    """Nodes may go while they are read: the screen changes."""
    try:
        states = node.get_state_set()
        if node.get_name() and states.contains(Atspi.StateType.SHOWING):
            box = node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
            if box.width > 1 and box.height > 1:
                found.append(Control(node.get_role(), node.get_name(), (box.x, box.y, box.width, box.height),
                                     states.contains(Atspi.StateType.FOCUSED)))
        for index in range(node.get_child_count()):
            if child := node.get_child_at_index(index):
                _collect(child, found)
    except GLib.Error:
        pass
