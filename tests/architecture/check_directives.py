"""Files of a module are compiled together: what a using-directive brings in then gives way, without a word from the
compiler, to a name in the unnamed namespace of another file. A namespace alias or using-declarations say what is meant."""

import re
import sys
from pathlib import Path

DIRECTIVE = re.compile(r"^\s*using namespace (?!std::(?:literals|chrono_literals|string_literals|string_view_literals)\b)\S+;",
                       re.MULTILINE)


def main(root, table):
    assert DIRECTIVE.search("namespace {\nusing namespace some_words;\n"), "a directive is found"
    assert not DIRECTIVE.search("using namespace std::chrono_literals;"), "literals are left alone"
    problems = []
    for line in table.read_text().splitlines():
        for source in sorted((root / line.split()[1]).glob("*.[ch]*")):
            text = source.read_text(encoding="utf-8")
            if source.name == "main.cpp":  # compiled alone, or the only one that names so much
                continue
            for found in DIRECTIVE.finditer(text):
                at = text.count("\n", 0, found.end()) + 1
                problems.append(f"{source.relative_to(root)}:{at}: name what is meant instead of {found.group().strip()}")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
