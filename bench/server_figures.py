"""Measures the real einlass-server: server_figures.py BUILD RUN writes RUN/server*.json."""

import json

from measured_venue import MeasuredVenue, measure, resident_mib

SECONDS = 5

def small_venue(processes, build, run):
    venue = MeasuredVenue(processes, build, "small")
    venue.start_server()
    venue.set_up(650)
    figures = venue.load(2, "--connections", 0, "--rate", 50, "--following", 2, "--seconds", 3)
    figures["resident_mib"] = resident_mib(venue.server)
    venue.stop_server()
    (run / "server_small.json").write_text(json.dumps(figures))


def large_venue(processes, build, run, name, slow_disk):
    venue = MeasuredVenue(processes, build, name, slow_disk)
    venue.start_server()
    venue.set_up(100_000)
    figures = venue.load(64, "--connections", 1, 8, 64, "--rate", 300, "--seconds", SECONDS)
    figures["resident_mib"] = resident_mib(venue.server)
    venue.stop_server()
    (run / f"{name}.json").write_text(json.dumps(figures))


def all_figures(processes, build, run):
    small_venue(processes, build, run)
    large_venue(processes, build, run, "server", slow_disk=False)
    large_venue(processes, build, run, "server_slow", slow_disk=True)


if __name__ == "__main__":
    measure(all_figures)
