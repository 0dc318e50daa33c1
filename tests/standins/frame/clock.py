"""The time that a stand-in believes: it stands still until a test moves it or lets it run."""

import time
from datetime import datetime, timezone

START = 1_767_000_000  # 2025-12-29T09:20:00Z


class Clock:
    def __init__(self, now: float = START) -> None:
        self._now = float(now)
        self._running_since: float | None = None

    def now(self) -> float:
        if self._running_since is None:
            return self._now
        return self._now + time.monotonic() - self._running_since

    def seconds(self) -> int:
        return int(self.now())

    def utc(self) -> str:
        """YYYY-MM-DDTHH:MM:SSZ"""
        return utc_text(self.now())

    def set(self, now: float | None = None, advance: float = 0, runs: bool | None = None) -> None:
        running = self._running_since is not None if runs is None else runs
        self._now = (self.now() if now is None else float(now)) + advance
        self._running_since = time.monotonic() if running else None

    def state(self) -> dict:
        return {"now": self.now(), "runs": self._running_since is not None}


def utc_text(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
