"""Holds every C++ source against .clang-format. Versions format differently, so only the one in use counts."""
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "14"
FOLDERS = ("bench", "core", "db", "kiosk", "printing", "scanner", "server", "tests")
SKIPPED = 77


def formatter():
    for name in (f"clang-format-{VERSION}", "clang-format"):
        path = shutil.which(name)
        if path and f" version {VERSION}." in subprocess.run([path, "--version"], capture_output=True, text=True).stdout:
            return path
    return None


def main():
    program = formatter()
    if program is None:
        print(f"Skipped: there is no clang-format {VERSION}; scripts/setup installs it on Debian 12.")
        return SKIPPED
    root = Path(sys.argv[1])
    files = (path for folder in FOLDERS for path in sorted((root / folder).rglob("*")))
    sources = [str(path) for path in files if path.suffix in (".h", ".cpp")]
    done = subprocess.run([program, "--dry-run", "-Werror", "--ferror-limit=1", *sources], cwd=root)
    if done.returncode != 0:
        print("Run clang-format -i on the files above.")
    return done.returncode


sys.exit(main())
