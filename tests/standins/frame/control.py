"""What tests do with a stand-in, on a port of its own: no system has paths under /_standin/."""

from typing import Any, Callable

from frame.exchange import Answer, NotJson, Request, empty_answer, json_answer
from frame.listener import Listener
from frame.stage import Stage

PREFIX = "/_standin/"


class Control:
    def __init__(self, stage: Stage, port: int = 0) -> None:
        self._stage = stage
        self._deeds: dict[tuple[str, str], Callable[[Any], Any]] = {
            ("GET", "state"): lambda _: stage.system.state(),
            ("POST", "load"): lambda data: stage.system.change({"load": data}),
            ("POST", "change"): lambda changes: stage.system.change(changes),
            ("POST", "reset"): lambda _: self._reset(),
            ("GET", "clock"): lambda _: stage.system.clock.state(),
            ("POST", "clock"): lambda wanted: stage.system.clock.set(**wanted),
            ("GET", "log"): lambda _: stage.log,
            ("DELETE", "log"): lambda _: stage.log.clear(),
            ("GET", "faults"): lambda _: stage.system.faults.state(),
            ("POST", "faults"): lambda fault: stage.system.faults.set(fault),
            ("DELETE", "faults"): lambda _: stage.system.faults.clear(),
            ("POST", "away"): lambda wanted: stage.go_away(wanted.get("seconds")),
            ("POST", "back"): lambda _: stage.come_back(),
        }
        self._listener = Listener(self._serve, port)
        self.port = self._listener.port

    def _serve(self, request: Request) -> tuple[Answer, bool]:
        return self._answer(request), True

    def _answer(self, request: Request) -> Answer:
        name = request.path.removeprefix(PREFIX)
        if request.method == "DELETE" and name.startswith("faults/"):
            self._stage.system.faults.clear(int(name.removeprefix("faults/")))
            return empty_answer(204)
        deed = self._deeds.get((request.method, name))
        if deed is None:
            return json_answer(404, {"error": f"no {request.method} {request.path} here"})
        try:
            with self._stage.lock:
                result = deed(request.json() if request.body else {})
        except (NotJson, KeyError, TypeError, ValueError) as error:
            return json_answer(400, {"error": f"{type(error).__name__}: {error}"})
        return empty_answer(204) if result is None else json_answer(200, result)

    def _reset(self) -> None:
        self._stage.system.reset()
        self._stage.system.faults.clear()
        self._stage.log.clear()
