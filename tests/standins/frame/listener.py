"""HTTP/1.1 on a loopback port that can be closed and opened again under the same number."""

import socket
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

from frame.exchange import Answer, Request

# Answers a request; None: hang up without a word. The whole or the half of the answer's body is sent.
Serve = Callable[[Request], tuple[Answer | None, bool]]


class Listener:
    def __init__(self, serve: Serve, port: int = 0, now: Callable[[], float] = time.time) -> None:
        self._serve = serve
        self._now = now  # what `Date` says
        self._lock = threading.RLock()
        self._server: _Server | None = None
        self.port = port
        self.open()

    def open(self) -> None:
        with self._lock:
            if self._server is None:
                self._server = _Server(self.port, self._serve, self._now)
                self.port = self._server.server_address[1]
                threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Nobody listens any more, and open connections end."""
        with self._lock:
            if self._server is not None:
                self._server.shutdown()
                self._server.server_close()
                for connection in list(self._server.connections):
                    _hang_up(connection)
                self._server = None


class _Server(ThreadingTCPServer):
    """Not HTTPServer, which asks the name service who it is."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, serve: Serve, now: Callable[[], float]) -> None:
        self.serve = serve
        self.now = now
        self.connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request, client_address) -> None:
        """A client that was killed is no error here."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # the other side was faster


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        super().finish()

    def parse_request(self) -> bool:
        """Any method is the stand-in's to judge."""
        understood = super().parse_request()
        if understood:
            setattr(self, f"do_{self.command}", self._exchange)
        return understood

    def _exchange(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer, whole = self.server.serve(Request(self.command, self.path, headers, body))
        if answer is None or not whole:
            self.close_connection = True
        if answer is not None:
            self._send(answer, whole)
        if self.close_connection:
            _hang_up(self.connection)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(self.server.now() if timestamp is None else timestamp)

    def _send(self, answer: Answer, whole: bool) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self._headers_buffer.append(b"\r\n")
        sent = b"" if self.command == "HEAD" else answer.body
        self._headers_buffer.append(sent if whole else sent[: len(sent) // 2])
        self.flush_headers()

    def log_message(self, *_) -> None:
        """Standard error stays free for what went wrong in the stand-in itself."""
