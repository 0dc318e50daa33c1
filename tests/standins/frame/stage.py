"""Puts a system behind a listener: its log, and faults around every request."""

import os
import signal
import threading
import time
import traceback
from typing import Any

from frame.exchange import Answer, Request, answer_without, html_answer
from frame.faults import Fault
from frame.listener import Listener
from frame.system import System


class Stage:
    """One request acts at a time; waiting goes on beside it."""

    def __init__(self, system: System, port: int = 0) -> None:
        self.system = system
        self.lock = threading.RLock()
        self.log: list[dict[str, Any]] = []
        self.listener = Listener(self._serve, port, system.clock.now)

    def go_away(self, seconds: float | None = None) -> None:
        """Until come_back() where no time is given."""
        self.listener.close()
        if seconds is not None:
            threading.Timer(seconds, self.come_back).start()

    def come_back(self) -> None:
        self.listener.open()

    # ---------------------------------------------------------------------------------------------------------------

    def _serve(self, request: Request) -> tuple[Answer | None, bool]:
        with self.lock:
            entry = {"method": request.method, "path": request.path, "query": request.query,
                     "time": self.system.clock.now(), "status": None, "acted": False, "faults": []}
            self.log.append(entry)
            faults = self.system.faults.that_strike(request)
            entry["faults"] = [fault.kind for fault in faults]
        before = [fault for fault in faults if fault.when == "before"]
        after = [fault for fault in faults if fault.when == "after"]
        self._wait(before)
        stopped, answer = self._strike(before)
        if not stopped:
            answer = self._act(request, entry, after)
            stopped, instead = self._strike(after)
            answer = instead if stopped else answer
        self._wait(after)
        entry["status"] = answer.status if answer else None
        self._leave(after)
        return answer, not any(fault.kind == "cut_body" for fault in faults)

    def _act(self, request: Request, entry: dict[str, Any], after: list[Fault]) -> Answer:
        with self.lock:
            entry["acted"] = True
            try:
                answer = self.system.answer(request)
                for fault in after:
                    if fault.kind == "change":
                        self.system.change(fault.settings["changes"])
                    if fault.kind == "lacks":
                        answer = answer_without(answer, fault.settings["names"])
                return answer
            except Exception:  # the stand-in's own mistake: seen by whoever runs the test
                traceback.print_exc()
                return html_answer(500, "Internal Server Error")

    def _strike(self, faults: list[Fault]) -> tuple[bool, Answer | None]:
        """Whether one of them takes the reply's place, and what stands there."""
        kinds = {fault.kind: fault for fault in faults}
        if "kill" in kinds:
            os.kill(kinds["kill"].settings["pid"], signal.SIGKILL)
            return True, None
        if "drop" in kinds:
            return True, None
        if "too_many" in kinds:
            return True, self.system.too_many(kinds["too_many"].settings.get("retry_after", 1))
        if "own_error" in kinds:
            return True, self.system.own_error()
        if "server_error" in kinds:
            return True, self.system.server_error(kinds["server_error"].settings.get("status", 500))
        return False, None

    @staticmethod
    def _wait(faults: list[Fault]) -> None:
        for fault in faults:
            if fault.kind == "late":
                time.sleep(fault.settings["seconds"])

    def _leave(self, faults: list[Fault]) -> None:
        for fault in faults:
            if fault.kind == "away":
                threading.Timer(0.05, self.go_away, [fault.settings.get("seconds")]).start()
