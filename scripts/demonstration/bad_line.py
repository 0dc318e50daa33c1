"""A TCP line between kiosk and server that can be slow, silent, half open, or torn: a kiosk finds the server at its port."""

import contextlib
import socket
import struct
import threading
import time


class BadLine:
    """Hands everything on until told otherwise:
    delay      seconds by which each direction is late
    silent     connections are taken and stay open, nothing goes through (a black hole behind a living router)
    refusing   connections are torn as soon as they are made"""

    def __init__(self, server_address, server_port):
        self._server = (server_address, server_port)
        self._lock = threading.Lock()
        self._pairs = []
        self.delay = 0.0
        self.silent = False
        self.refusing = False
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def heal(self):
        """What was swallowed is lost: its connections end."""
        torn = self.silent
        self.delay, self.silent, self.refusing = 0.0, False, False
        if torn:
            self.tear()

    def tear(self):
        """Every connection ends with a reset (RFC 9293 §3.5.3), on both sides."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for each in (end for pair in pairs for end in pair):
            _reset(each)

    def half_open(self):
        """The server's side has gone, the kiosk is not told: as after a power cut of the server's computer."""
        self.silent = True
        with self._lock:
            for _kiosk, server in self._pairs:
                _reset(server)

    def _serve(self):
        while True:
            kiosk, _ = self._door.accept()
            if self.refusing:
                _reset(kiosk)
                continue
            try:
                server = socket.create_connection(self._server, timeout=5)
            except OSError:
                _reset(kiosk)
                continue
            server.settimeout(None)
            with self._lock:
                self._pairs.append((kiosk, server))
            for one, other in ((kiosk, server), (server, kiosk)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._hand_on, args=(one, other), daemon=True).start()

    def _hand_on(self, source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                time.sleep(self.delay)
                if not self.silent:
                    target.sendall(data)
        if not self.silent:
            _reset(target)


def _reset(end):
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RD)
        end.close()
