"""Fingers and keys at a kiosk on a display in memory: events of the X server's test extension (XTEST), sent without
starting a program for each."""

import ctypes
import os
import time

from measured_venue import Failure


class Hands:
    def __init__(self, display):
        self._x = ctypes.CDLL("libX11.so.6")
        self._xtest = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        os.environ["XAUTHORITY"] = display.env["XAUTHORITY"]  # Xlib reads it from there only
        self._server = ctypes.c_void_p(self._x.XOpenDisplay(display.env["DISPLAY"].encode()))
        if not self._server:
            raise Failure("The display in memory takes no connection.")

    def press(self, name):
        """A key by its name in X; when it went down."""
        symbol = self._x.XStringToKeysym(name.encode())
        code = self._x.XKeysymToKeycode(self._server, ctypes.c_ulong(symbol))
        return self._strike(lambda down: self._xtest.XTestFakeKeyEvent(self._server, code, down, ctypes.c_ulong(0)))

    def touch(self, place):
        """A finger at [x, y]; when it came down."""
        self._xtest.XTestFakeMotionEvent(self._server, -1, *place, ctypes.c_ulong(0))
        return self._strike(lambda down: self._xtest.XTestFakeButtonEvent(self._server, 1, down, ctypes.c_ulong(0)))

    def _strike(self, event):
        began = time.monotonic_ns()
        for down in (1, 0):
            event(down)
        self._x.XFlush(self._server)
        return began
