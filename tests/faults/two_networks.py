"""Two network namespaces of the test's own with a cable between them, which can be cut, lossy or swallow everything.
Needs root, iproute2 and nftables."""

import os
import subprocess

SERVER, KIOSK = "10.77.0.1", "10.77.0.2"  # each in a namespace where nobody else is


class TwoNetworks:
    def __init__(self, name=None):
        """`name`: those that the program's parent has laid."""
        self.name = name or f"einlass-{os.getpid()}"
        self._names = {"server": f"{self.name}-s", "kiosk": f"{self.name}-k"}

    def __enter__(self):
        try:
            self._lay()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exception):
        for name in self._names.values():
            subprocess.run(["ip", "netns", "delete", name], check=False, stderr=subprocess.DEVNULL)

    def prefix(self, side):
        """Of a command line: runs the program on that side."""
        return ["ip", "netns", "exec", self._names[side]]

    def _lay(self):
        for name in self._names.values():
            _ip("netns", "add", name)
            _ip("-n", name, "link", "set", "lo", "up")
        server, kiosk = self._names["server"], self._names["kiosk"]
        _ip("-n", server, "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", kiosk)
        for name, address in ((server, SERVER), (kiosk, KIOSK)):
            _ip("-n", name, "address", "add", f"{address}/24", "dev", "cable")
            _ip("-n", name, "link", "set", "cable", "up")

    def heal(self):
        self._nft("flush ruleset")
        _ip("-n", self._names["kiosk"], "link", "set", "cable", "up")

    def lose(self, percent):
        self._rule(f"numgen random mod 100 < {percent} drop")

    def swallow(self):
        self._rule("drop")

    def reset(self):
        self._rule("ip protocol tcp reject with tcp reset")

    def unplug(self):
        _ip("-n", self._names["kiosk"], "link", "set", "cable", "down")

    def _rule(self, what):
        """Of everything that leaves the kiosk for the server."""
        chain = "type filter hook output priority 0;"
        self._nft(f"add table inet t; add chain inet t out {{ {chain} }}; add rule inet t out ip daddr {SERVER} {what}")

    def _nft(self, rules):
        subprocess.run([*self.prefix("kiosk"), "nft", rules], check=True)


def why_not():
    """Why this machine cannot lay them; empty: it can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    try:
        with TwoNetworks() as networks:
            networks.lose(1)
            networks.heal()
    except (OSError, subprocess.CalledProcessError):
        return "this machine's kernel or tools lay no network namespaces with nftables"
    return ""


def _ip(*words):
    subprocess.run(["ip", *words], check=True, stderr=subprocess.DEVNULL)
