"""So many calls in so many seconds of the stand-in's clock."""

from frame.clock import Clock


class RateLimit:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: list[float] = []

    def wait_for(self, calls: int, seconds: int) -> int:
        """Counts this call. Seconds until there is room again, 0 where there is room; `calls` 0: no limit."""
        now = self._clock.now()
        self._calls = [moment for moment in self._calls if moment > now - seconds]
        if calls and len(self._calls) >= calls:
            return max(1, round(self._calls[0] + seconds - now))
        self._calls.append(now)
        return 0
