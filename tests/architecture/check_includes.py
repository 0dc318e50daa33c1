"""Every #include "..." must name a module that the including module declares (cmake/modules.cmake).

A shared include root would let a forbidden include link silently, so the sources themselves are read."""

import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def modules(table):
    """name -> (folder, modules it may use, itself included)"""
    found = {}
    for line in table.read_text().splitlines():
        name, folder, *uses = line.split()
        if folder.startswith("bench"):
            continue  # measurements borrow from the tests and are part of no program
        found[name] = (folder, {name, *uses})
    return found


def module_of(path, folders):
    return folders.get(str(Path(path).parent))


def main(root, table):
    known = modules(table)
    folders = {folder: name for name, (folder, _) in known.items()}
    problems = []
    for name, (folder, allowed) in known.items():
        for source in sorted((root / folder).glob("*.[ch]*")):
            for included in INCLUDE.findall(source.read_text(encoding="utf-8")):
                target = module_of(included, folders)
                where = f"{source.relative_to(root)}: module {name} may not include"
                if target is None:
                    problems.append(f'{where} "{included}": no module has that folder')
                elif target not in allowed:
                    problems.append(f"{where} {target} ({included})")
                elif not (root / included).is_file():
                    problems.append(f'{source.relative_to(root)}: "{included}" does not exist')
    print("\n".join(problems) if problems else f"{len(known)} modules include only what they declare")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
