"""A page of docs/ that code, scripts or pages refer to must exist: a reference into nothing sends the reader away."""

import re
import sys
from pathlib import Path

REFERENCE = re.compile(r"\bdocs/[\w./-]*\.(?:md|png)\b")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")  # [text](page.md) in a page; addresses of the web have a colon
FOLDERS = ("assets", "bench", "cmake", "core", "db", "docs", "kiosk", "printing", "scanner", "scripts", "server", "tests")


def texts(root):
    yield from (path for path in sorted(root.glob("*.*")) if path.suffix in (".md", ".txt"))
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and "node_modules" not in path.parts:
                yield path


def dead_references(root, path):
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # a picture or a list in another encoding
    wanted = [root / name for name in REFERENCE.findall(text)]
    if path.suffix == ".md":
        wanted += [path.parent / name for name in LINK.findall(text)]
    for target in wanted:
        if not target.exists():
            yield f"{path.relative_to(root)}: {target.relative_to(root)} does not exist"


def main(root):
    problems = [problem for path in texts(root) for problem in dead_references(root, path)]
    print("\n".join(problems) if problems else "every page that is referred to exists")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
