"""Kiosk and server on two networks whose cable loses packets, swallows them, answers with resets or is unplugged.

    bad_network_test.py BUILD [SEED]       77: left out, and why"""

import os
import subprocess
import sys

from faulty_venue import Interrupted, Signals, run
from two_networks import SERVER, TwoNetworks, why_not

LAID = "EINLASS_TEST_NETWORKS"  # by the parent, in whose kiosk's network this program runs


def bad_network(venue, dice):
    networks = TwoNetworks(os.environ[LAID])
    venue.server_address = SERVER
    venue.server_prefix = networks.prefix("server")
    venue.set_up()
    kiosk = venue.add_kiosk("left")

    def lossy():
        networks.lose(30)

    faults = [lossy, networks.swallow, networks.reset, networks.unplug]
    venue.check_whole(venue.admit_amid(kiosk, faults, dice, networks.heal))


def on_the_kiosks_side():
    """Whatever ends this program ends the other one too, which tidies up before the networks go."""
    signals = Signals()
    with TwoNetworks() as networks:
        command = ["setpriv", "--pdeathsig", "TERM", *networks.prefix("kiosk"), sys.executable, *sys.argv]
        child = subprocess.Popen(command, env={**os.environ, LAID: networks.name}, start_new_session=True)
        try:
            return child.wait()
        except Interrupted as interrupted:
            child.terminate()
            child.wait()
            return 128 + interrupted.number
        finally:
            signals.listening = False


if LAID in os.environ:
    run(bad_network)
elif reason := why_not():
    print(f"Skipped: {reason}")
    sys.exit(77)
else:
    sys.exit(on_the_kiosks_side())
