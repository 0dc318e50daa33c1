"""What tests let go wrong. A fault has a kind, says which requests it looks at (`methods`, `path`: a regular
expression) and which of these it strikes: all, the `nth` (a number or a list), the `first` so many, or `each_once` (each distinct
request the first time). Counting begins when the fault is set."""

import itertools
import re
from dataclasses import dataclass, field
from typing import Any

from frame.exchange import Request

# kind -> the moment at which it strikes where the test does not say `when`
KINDS = {
    "drop": "after",  # no reply; before: and nothing was done
    "late": "after",  # the reply waits `seconds`; before: the deed waits too
    "server_error": "before",  # `status` (500) as an HTML page; after: although the deed was done
    "own_error": "before",  # the system's own way to say that something failed inside it
    "kill": "after",  # SIGKILL to the process `pid`, and no reply; before: and nothing was done
    "too_many": "before",  # 429 with Retry-After: `retry_after` (1)
    "cut_body": "after",  # the connection closes in the middle of the body
    "change": "after",  # `changes` (as /_standin/change takes them) happen once the request was answered
    "lacks": "after",  # the JSON of the answer is without these `names`, dotted where they are inside of something
    "away": "after",  # nobody listens for `seconds` once the request was answered
    "refuse_row": "before",  # every write of the `row` (id or e-mail) is refused, with `words` if given
}


@dataclass
class Fault:
    id: int
    kind: str
    when: str
    settings: dict[str, Any]
    seen: int = 0
    struck: int = 0
    known: set[str] = field(default_factory=set)

    def looks_at(self, request: Request) -> bool:
        methods = self.settings.get("methods")
        return (not methods or request.method in methods) and bool(
            re.search(self.settings.get("path", ""), request.target))

    def strikes(self, request: Request) -> bool:
        self.seen += 1
        if self.settings.get("each_once"):
            fingerprint = request.fingerprint()
            new = fingerprint not in self.known
            self.known.add(fingerprint)
            return new
        if "nth" in self.settings:
            nth = self.settings["nth"]
            return self.seen in (nth if isinstance(nth, list) else [nth])
        return self.seen <= self.settings.get("first", self.seen)

    def state(self) -> dict:
        return {"id": self.id, "kind": self.kind, "when": self.when, "seen": self.seen, "struck": self.struck,
                **self.settings}


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._ids = itertools.count(1)

    def set(self, wanted: dict[str, Any]) -> dict:
        settings = dict(wanted)
        kind = settings.pop("kind")
        if kind not in KINDS:
            raise ValueError(f"no fault is called {kind}")
        re.compile(settings.get("path", ""))
        fault = Fault(next(self._ids), kind, settings.pop("when", KINDS[kind]), settings)
        self._faults.append(fault)
        return fault.state()

    def clear(self, number: int | None = None) -> None:
        self._faults = [fault for fault in self._faults if number is not None and fault.id != number]

    def state(self) -> list[dict]:
        return [fault.state() for fault in self._faults]

    def that_strike(self, request: Request) -> list[Fault]:
        found = [fault for fault in self._faults
                 if fault.kind != "refuse_row" and fault.looks_at(request) and fault.strikes(request)]
        for fault in found:
            fault.struck += 1
        return found

    def refusal_of(self, *rows: Any) -> str | None:
        """The words of refusal where one of these names of a row is poisoned; "" where the system has its own."""
        names = {str(row).lower() for row in rows if row not in (None, "")}
        for fault in self._faults:
            if fault.kind == "refuse_row" and str(fault.settings["row"]).lower() in names:
                fault.struck += 1
                return fault.settings.get("words", "")
        return None
