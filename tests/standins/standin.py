"""Plays one of the systems that Einlass talks to, for tests and for the demo.

Two lines on standard output say when it is ready: its port, then the port of its control interface (README.md). It ends
when standard input is closed, or by SIGTERM."""

import argparse
import importlib
import os
import signal
import sys
import threading

from frame.clock import START
from frame.control import Control
from frame.stage import Stage
from frame.system import System

SYSTEMS = {"campaign_monitor": "CampaignMonitor", "cmf": "Cmf", "datahub": "Datahub", "easyverein": "EasyVerein",
           "eventbrite": "Eventbrite", "pretix": "Pretix", "sewobe": "Sewobe"}


def system_named(name: str) -> System:
    return getattr(importlib.import_module(name), SYSTEMS[name])()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Plays one of the systems that Einlass talks to.")
    parser.add_argument("system", choices=sorted(SYSTEMS))
    parser.add_argument("--port", type=int, default=0, help="0: any free port of 127.0.0.1")
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--now", type=float, default=START, help="what its clock says, in Unix seconds; it stands still")
    parser.add_argument("--clock-runs", action="store_true")
    parser.add_argument("--stay", action="store_true", help="although standard input is closed")
    return parser.parse_args()


def main() -> None:
    wanted = arguments()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    system = system_named(wanted.system)
    system.clock.set(now=wanted.now, runs=wanted.clock_runs)
    system.reset()  # what is there from the start is as old as the clock says
    stage = Stage(system, wanted.port)
    control = Control(stage, wanted.control_port)
    print(stage.listener.port, control.port, sep="\n", flush=True)
    if wanted.stay:
        threading.Event().wait()
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
