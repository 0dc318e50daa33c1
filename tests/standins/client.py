"""A stand-in as a child process, for tests that are written in Python."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).resolve().parent / "standin.py"


class StandIn:
    """with StandIn("cmf") as cmf: … Ends with the block, and with the test that started it."""

    def __init__(self, system: str, *options: str) -> None:
        self.process = subprocess.Popen([sys.executable, "-B", PROGRAM, system, *options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline())
        self.control_port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "StandIn":
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def state(self) -> dict[str, Any]:
        return self._control("GET", "state")

    def load(self, **tables: list[dict[str, Any]]) -> None:
        self._control("POST", "load", tables)

    def change(self, **changes: Any) -> None:
        """key, options, generate, load, update, delete (README.md)"""
        self._control("POST", "change", changes)

    def reset(self) -> None:
        self._control("POST", "reset")

    def clock(self, **wanted: Any) -> None:
        """now, advance, runs"""
        self._control("POST", "clock", wanted)

    def now(self) -> float:
        return self._control("GET", "clock")["now"]

    def log(self) -> list[dict[str, Any]]:
        return self._control("GET", "log")

    def clear_log(self) -> None:
        self._control("DELETE", "log")

    def fault(self, kind: str, **settings: Any) -> int:
        """Its id."""
        return self._control("POST", "faults", {"kind": kind, **settings})["id"]

    def faults(self) -> list[dict[str, Any]]:
        return self._control("GET", "faults")

    def clear_faults(self) -> None:
        self._control("DELETE", "faults")

    def go_away(self, seconds: float | None = None) -> None:
        self._control("POST", "away", {"seconds": seconds})

    def come_back(self) -> None:
        self._control("POST", "back")

    def _control(self, method: str, name: str, body: Any = None) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self.control_port}/_standin/{name}", method=method,
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request) as reply:
                text = reply.read()
        except urllib.error.HTTPError as error:
            raise ValueError(error.read().decode()) from error
        return json.loads(text) if text else None
