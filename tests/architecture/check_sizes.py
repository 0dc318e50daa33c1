"""House style that a machine can see: length of files and functions, words that announce unfinished work, and libraries
that stay in their module (docs/architecture.md)."""

import re
import sys
from pathlib import Path

LONGEST = {".cpp": 400, ".h": 200}
LONGEST_FUNCTION = 60
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Library headers and the folders in which they may appear.
HOMES = {
    r"sqlite3\.h|SQLiteCpp/": {"db", "tests/db", "tests/support"},
    r"wx/": {"kiosk/screens", "kiosk/app", "tests/kiosk/screens"},
    r"boost/(asio|beast)": {"core/net"},
    r"cups/": {"printing/spool"},
    r"gst/": {"kiosk/voice", "scanner"},
    r"librsvg/|pango/|cairo": {"printing/badge"},
    r"xlsxwriter\.h|minizip/": {"server/report"},
}
SIGNATURE = re.compile(r"^[A-Za-z_~].*\)\s*(const|noexcept|override|final|\s)*\{\s*$")


def sources(root):
    for folder in ("core", "db", "printing", "scanner", "server", "kiosk"):
        yield from sorted(path for path in (root / folder).rglob("*") if path.suffix in LONGEST)


def long_functions(lines):
    """Functions begin in the first column or inside a class; clang-format closes them at the same indent."""
    start, indent = None, ""
    for number, line in enumerate(lines, 1):
        stripped = line.lstrip()
        if start is None and re.match(r"^\s{0,2}[A-Za-z_~]", line) and re.search(r"\)[^;]*\{\s*$", line):
            if not re.match(r"\s*(namespace|class|struct|enum|if|for|while|switch)\b", line):
                start, indent = number, line[: len(line) - len(stripped)]
        elif start is not None and line.rstrip() == indent + "}":
            if number - start > LONGEST_FUNCTION:
                yield start, number - start
            start = None


def problems_of(path, relative):
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if len(lines) > LONGEST[path.suffix]:
        yield f"{relative}: {len(lines)} lines, at most {LONGEST[path.suffix]}"
    for start, length in long_functions(lines):
        yield f"{relative}:{start}: a function of {length} lines, at most {LONGEST_FUNCTION}"
    if UNFINISHED.search(text):
        yield f"{relative}: unfinished work is announced in the code"
    for pattern, homes in HOMES.items():
        if str(Path(relative).parent) not in homes and re.search(rf'#include <({pattern})', text):
            yield f"{relative}: this library is at home in {', '.join(sorted(homes))} only"


def main(root):
    problems = [problem for path in sources(root) for problem in problems_of(path, path.relative_to(root))]
    print("\n".join(problems) if problems else "sizes and homes are as the house style asks")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
