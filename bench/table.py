"""Reads the raw figures of one run of scripts/bench and prints them as one table: table.py RUN PART…

Each row: what was measured, its value, the target, whether it was met, and a reference from the same run, because
times mean something only beside another time of the same machine. A figure of these parts that could not be measured is
named below the table, and the exit code is 1.
"""

import json
import statistics
import sys
from pathlib import Path


class Figures:
    """The JSON files of a run by name; a figure that was not measured is None."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.files = {}
        for file in self.folder.glob("*.json"):
            text = file.read_text().strip()
            self.files[file.stem] = json.loads(text) if text else {}

    def micro(self, name, counter, *files):
        """From the first of these files that has it."""
        for file in files or ("micro",):
            for run in self.files.get(file, {}).get("benchmarks", []):
                if run["name"].split("/")[0] == name:
                    return run.get(counter)
        return None

    def kinds(self, name, counter, *files):
        """By kind, of the first of these files that has any: a benchmark "badge/emoji" is one of the kind "emoji"."""
        for file in files:
            runs = [run for run in self.files.get(file, {}).get("benchmarks", []) if run["name"].startswith(name + "/")]
            if runs:
                return {run["name"].split("/")[1]: run[counter] for run in runs}
        return {}

    def median_of_processes(self, name, files):
        values = [self.micro(name, "median_ms", file) for file in self.files if file.startswith(files)]
        return statistics.median(values) if values else None

    def get(self, file, *keys):
        value = self.files.get(file)
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value


def number(value, unit):
    if unit == "/s" and value >= 1000:
        text = f"{value:,.0f}".replace(",", " ")
    elif value >= 100 or float(value).is_integer():
        text = f"{value:.0f}"
    else:
        text = f"{value:.2f}"
    return text + ("" if unit == "/s" else " ") + unit


class Table:
    def __init__(self):
        self.rows = []
        self.missing = []

    def add(self, what, value, unit, target=None, reference=None):
        """target: ("<=" or ">=", limit). reference: (what, value, unit)."""
        if value is None:
            self.missing.append(what)
            return
        beside = ""
        if reference and reference[1] is not None:
            beside = f"{reference[0]}: {number(reference[1], reference[2])}"
        goal, verdict = "", ""
        if target:
            sign, limit = target
            met = value <= limit if sign == "<=" else value >= limit
            goal = ("≤ " if sign == "<=" else "≥ ") + number(limit, unit)
            verdict = "ok" if met else "missed"
        self.rows.append((what, number(value, unit), goal, verdict, beside))

    def print(self):
        head = ("figure", "value", "target", "", "beside it, same run")
        widths = [max(len(row[n]) for row in [head, *self.rows]) for n in range(5)]
        for row in [head, tuple("─" * width for width in widths), *self.rows]:
            cells = [row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].rjust(widths[2])]
            print("  ".join(cells + [row[3].ljust(widths[3]), row[4]]).rstrip())
        for what in self.missing:
            print(f"NOT MEASURED: {what}")


def scanning(figures, table):
    invert = ("inverting the frame", figures.micro("reference_invert_frame", "median_ms"), "ms")
    table.add("decode 720p frame without code, median", figures.micro("decode_frame_without_code", "median_ms"), "ms",
              ("<=", 4), invert)
    table.add("decode 720p frame with code, median", figures.micro("decode_frame_with_code", "median_ms"), "ms",
              ("<=", 4), invert)
    table.add("one harder rung on a free frame, median", figures.micro("decode_harder_rung", "median_ms"), "ms", None,
              invert)


def photographs(figures, table):
    photos = figures.get("photos", "with_code")
    blank = ("photographs without code", figures.get("photos", "without_code"), "")
    table.add("photographs read right", figures.get("photos", "right"), f"of {photos}", (">=", photos), blank)
    table.add("photographs misread", figures.get("photos", "misread"), "", ("<=", 0), blank)


def deciding(figures, table):
    table.add("decide", figures.micro("decide_admission", "items_per_second"), "/s", None,
              ("hashing 64 bytes", figures.micro("reference_hash_line", "items_per_second"), "/s"))
    for file, disk in (("micro", ""), ("micro_slow", ", disk + 2 ms")):
        local = lambda counter: figures.micro("decide_locally", counter, file)
        commit = ("its commit", local("commit_median_ms"), "ms")
        table.add(f"local decision, 100 000 guests{disk}, median", local("decision_median_ms"), "ms", ("<=", 1), commit)
        table.add(f"local decision, 100 000 guests{disk}, p99", local("decision_p99_ms"), "ms", None,
                  ("its commit", local("commit_p99_ms"), "ms"))


def searching(figures, table):
    def micro(name, counter):
        return figures.micro(name, counter, "micro", "micro_search")

    names = ("looking for letters in all names", micro("reference_read_names", "median_ms"), "ms")
    for name, what in (("surname", "surnames"), ("full_name", "names"), ("mistyped", "surnames with an error"),
                       ("email", "e-mail addresses"), ("inside", "ends of surnames"), ("few_letters", "one or two letters"),
                       ("frequent_words", "words that most have"), ("after_change", "the first after a guest changed"),
                       ("after_walk_in", "the first after a walk-in")):
        for counter in ("median", "p99"):
            table.add(f"search, {what}, {counter}", micro(f"search_{name}", f"{counter}_ms"), "ms", ("<=", 30), names)
    table.add("search, learning 200 guests ahead, p99", micro("search_learn", "p99_ms"), "ms", None, names)


def warm_badges(figures, table):
    files = ("micro", "micro_badges")
    empty = ("empty page", figures.micro("reference_empty_pdf", "median_ms", *files), "ms")
    kinds = figures.kinds("render_badge_warm", "median_ms", *files)
    worst = max(kinds, key=kinds.get, default="")
    table.add("badge, warm, median", kinds.get("latin"), "ms", ("<=", 10), empty)
    table.add(f"badge, warm, worst median of {len(kinds)} kinds ({worst})", kinds.get(worst), "ms", ("<=", 10), empty)


def cold_badges(figures, table):
    table.add("badge, cold, median of processes", figures.median_of_processes("render_badge_cold", "micro_cold"), "ms",
              None, ("empty page", figures.micro("reference_empty_pdf", "median_ms"), "ms"))


def printing(figures, table):
    render = ("drawing the badge", figures.micro("render_badge_warm", "median_ms", "micro", "micro_badges"), "ms")
    for spread, target in (("median", 300), ("p99", None)):
        table.add(f"scan to the printer's first bytes, {spread}",
                  figures.get("printing_door", "first_bytes", f"{spread}_ms"), "ms",
                  ("<=", target) if target else None, render)
    table.add("pre-flight of 650 guests, whole command, worst", figures.get("preflight", "worst_ms"), "ms",
              ("<=", 10_000), render)
    for way, what in (("direct", "directly"), ("queue", "through queues")):
        alone = figures.get("printing", way, "alone_ms")
        beside = ("one printer alone", alone, "ms")
        table.add(f"badge, asked to printed, {what}, median", alone, "ms", None, render)
        for figure, other in (("beside_off_ms", "is off"), ("beside_deaf_ms", "is deaf"), ("beside_slow_ms", "is slow")):
            table.add(f"badge beside a printer that {other}, {what}, median", figures.get("printing", way, figure), "ms",
                      ("<=", 1.5 * alone + 50) if alone else None, beside)
        table.add(f"fail-over in mid print, {what}, worst of five faults", figures.get("printing", way, "fail_over_ms"),
                  "ms", ("<=", 5000), ("patience with the first", 2000, "ms"))
    for way, what in (("unplugged_ms", "loses its plug"), ("deaf_ms", "goes deaf")):
        table.add(f"team asked after the printer {what} in mid print", figures.get("printing", "asked", way), "ms",
                  ("<=", 5000), ("patience with its silence", 4000, "ms"))
    table.add("memory after 5 000 badges", figures.get("printing", "mib_after_5000"), "MiB",
              ("<=", 1.05 * figures.get("printing", "mib_after_1000")) if figures.get("printing", "mib_after_1000") else None,
              ("after 1 000", figures.get("printing", "mib_after_1000"), "MiB"))


def serving(figures, table):
    for file, micro, disk, factor, latency in (("server", "micro", "", 1.2, 25),
                                               ("server_slow", "micro_slow", ", disk + 2 ms", 10, 60)):
        single = figures.micro("reference_single_commit", "items_per_second", micro)
        beside = ("single SQLite commits", single, "/s")
        for count in (1, 8, 64):
            target = (">=", factor * single) if count == 64 and single else None
            rate = figures.get(file, f"connections_{count}", "per_second")
            table.add(f"admissions, {count} connections{disk}", rate, "/s", target, beside)
        beside = ("64 busy connections, p99", figures.get(file, "connections_64", "p99_ms"), "ms")
        table.add(f"admission at 300/s{disk}, median", figures.get(file, "at_rate", "median_ms"), "ms", None, beside)
        table.add(f"admission at 300/s{disk}, p99", figures.get(file, "at_rate", "p99_ms"), "ms", ("<=", latency),
                  beside)
    table.add("server's memory, 650 guests", figures.get("server_small", "resident_mib"), "MiB", ("<=", 60))
    table.add("server's memory, 100 000 guests", figures.get("server", "resident_mib"), "MiB", ("<=", 250))


def exporting(figures, table):
    loop = ("reading and writing the same by a plain loop", figures.get("exports", "command", "reference", "seconds"), "s")
    for kind in ("CSV", "XLSX", "JSON", "journal", "summary", "verifying the journal"):
        what = kind if kind.startswith("verifying") else f"export as {kind}"
        made = figures.get("exports", "command", kind) or {}
        few = figures.get("exports_small", "command", kind) or {}
        table.add(f"{what}, 100 000 guests", made.get("seconds"), "s", ("<=", 5), loop)
        table.add(f"{what}, 100 000 guests, processor time", made.get("cpu_seconds"), "s", None, loop)
        table.add(f"{what}, 100 000 guests, peak memory", made.get("peak_mib"), "MiB", None,
                  ("with 10 000", few.get("peak_mib"), "MiB"))
    for kind in ("CSV", "XLSX", "JSON", "journal", "summary"):
        made = figures.get("exports", "page", kind) or {}
        few = figures.get("exports_small", "page", kind) or {}
        table.add(f"{kind} for a page, 100 000 guests", made.get("seconds"), "s", ("<=", 5), loop)
        table.add(f"{kind} for a page, 100 000 guests, server grows by", made.get("grown_mib"), "MiB", None,
                  ("with 10 000", few.get("grown_mib"), "MiB"))


def pages(figures, table):
    for file, guests, target in (("pages", "5 000", 50), ("pages_large", "100 000", 150)):
        kinds = figures.get(file, "kinds") or {}
        p99 = {kind: times["p99_ms"] for kind, times in kinds.items()}
        worst = max(p99, key=p99.get, default="")
        shell = ("the page itself, median", kinds.get("the page itself", {}).get("median_ms"), "ms")
        table.add(f"pages, {guests} guests, 20 kiosks, median", figures.get(file, "all", "median_ms"), "ms", None, shell)
        table.add(f"pages, {guests} guests, 20 kiosks, p99", figures.get(file, "all", "p99_ms"), "ms", ("<=", target), shell)
        table.add(f"of these, worst kind ({worst}), p99", p99.get(worst), "ms", None, shell)
        table.add(f"first list after a start, {guests} guests", figures.get(file, "first_list_ms"), "ms", None, shell)
        table.add(f"admission at a kiosk meanwhile, {guests} guests, p99", figures.get(file, "admissions", "p99_ms"), "ms",
                  None, shell)
    table.add("host page ready, 650 guests, a quarter of the speed, median", figures.get("ready", "ready_ms"), "ms",
              ("<=", 1000))


def in_step(figures, table):
    def reference(name, counter):
        return figures.micro(name, counter, "micro", "micro_sync")

    merge = ("merging them into a file, no network", reference("reference_merge", "median_ms"), "ms")
    table.add("10 000 entries written alone, connected to merged", figures.get("sync_large", "merged", "median_ms"), "ms",
              ("<=", 2000), merge)
    for guests, target, file in (("650", 300, "sync"), ("100000", 5000, "sync_large")):
        named = "100 000" if guests == "100000" else guests
        table.add(f"new kiosk ready, {named} guests, median", figures.get(file, f"ready_{guests}", "median_ms"), "ms",
                  ("<=", target), ("writing such a list, no network", reference(f"reference_list_{guests}", "median_ms"), "ms"))
    for spread, target in (("median", None), ("p99", 100)):
        table.add(f"admission known at 50 kiosks, {spread}", figures.get("sync", "everywhere", f"{spread}_ms"), "ms",
                  ("<=", target) if target else None, ("gathered at the server for", 50, "ms"))
    for spread, target in (("median", None), ("worst", 1000)):
        table.add(f"in step after a cut, {spread}", figures.get("sync", "cut", f"{spread}_ms"), "ms",
                  ("<=", target) if target else None, ("longest wait between attempts", 800, "ms"))
    table.add("simulated evenings, one core", figures.get("sync_simulation", "per_second"), "/s", (">=", 20))


def at_the_kiosk(figures, table):
    read = ("reading a frame", figures.micro("decode_frame_with_code", "median_ms"), "ms")
    for way, targets in (("online", (150, 400)), ("alone", (None, 150))):
        for spread, target in zip(("median", "p99"), targets):
            table.add(f"scan to decision on screen, {way}, {spread}", figures.get("kiosk", way, "decision", f"{spread}_ms"),
                      "ms", ("<=", target) if target else None, read)
        for spread in ("median", "p99"):
            table.add(f"scan to first bytes at the printer, {way}, {spread}",
                      figures.get("kiosk", way, "first_bytes", f"{spread}_ms"), "ms", ("<=", 1000),
                      ("rendering the badge", figures.micro("render_badge_warm", "median_ms"), "ms"))
    for what, act in (("touch to the screen that answers it", "touch"), ("key to the screen that answers it", "key"),
                      ("letter on a real keyboard to the screen", "letter")):
        beside = ("of these, for a scanner's next key", 35, "ms") if act == "letter" else read
        for spread, target in (("median", 50), ("p99", None)):
            table.add(f"{what}, {spread}", figures.get("kiosk", act, f"{spread}_ms"), "ms",
                      ("<=", target) if target else None, beside)
    for way in ("online", "alone"):
        for spread in ("median", "p99"):
            table.add(f"staff search, 100 000 guests, {way}, touch to the list, {spread}",
                      figures.get("kiosk_large", f"search_{way}", f"{spread}_ms"), "ms",
                      ("<=", 50) if spread == "median" else None,
                      ("touch to a screen", figures.get("kiosk", "touch", f"{spread}_ms"), "ms"))
    table.add("start to ready, 650 guests, median", figures.get("kiosk", "start", "median_ms"), "ms", ("<=", 1500), read)
    table.add("idle before a live camera, of one core", figures.get("kiosk", "idle", "still_percent"), "%", ("<=", 25),
              ("somebody walks before it", figures.get("kiosk", "idle", "moving_percent"), "%"))
    table.add("kiosk's memory, 650 guests", figures.get("kiosk", "resident_mib"), "MiB", ("<=", 150))
    table.add("kiosk's memory, 100 000 guests", figures.get("kiosk_large", "resident_mib"), "MiB", ("<=", 400))


SECTIONS = (
    (scanning, {"micro"}),
    (photographs, {"photos"}),
    (deciding, {"micro"}),
    (searching, {"micro", "kiosk"}),
    (warm_badges, {"micro", "printing"}),
    (cold_badges, {"micro"}),
    (serving, {"server"}),
    (exporting, {"exports"}),
    (pages, {"pages"}),
    (in_step, {"sync"}),
    (at_the_kiosk, {"kiosk"}),
    (printing, {"printing"}),
)


def main():
    figures = Figures(sys.argv[1])
    table = Table()
    for section, parts in SECTIONS:
        if parts & set(sys.argv[2:]):
            section(figures, table)
    table.print()
    if table.missing:
        sys.exit(f"bench: {len(table.missing)} figures could not be measured; what stopped them is told above the table.")


if __name__ == "__main__":
    main()
