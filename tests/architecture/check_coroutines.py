"""GCC 12 destroys an aggregate temporary twice when it stands inside a co_await expression: name the value first, then
move it in. This finds braces with designated initialisers, or of a bare type, in any statement that awaits."""

import re
import sys
from pathlib import Path

COMMENT = re.compile(r"//[^\n]*")
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
AWAITED = re.compile(r"co_await\b[^;]*", re.DOTALL)
TEMPORARY = re.compile(r"[\w>]\s*\{\s*\.|\(\s*\{")


def awaited_temporaries(text):
    """(line, expression) of each co_await expression that makes an aggregate."""
    text = STRING.sub('""', COMMENT.sub("", text))
    for found in AWAITED.finditer(text):
        expression = found.group()
        body = expression.find("{\n")  # if (co_await x) {, while (co_await x) {
        condition = expression if body < 0 else expression[:body]
        if TEMPORARY.search(condition):
            yield text.count("\n", 0, found.start()) + 1, " ".join(condition.split())


def main(root, table):
    assert list(awaited_temporaries("co_await send(Message{.id = 1});")), "the pattern is found"
    assert list(awaited_temporaries("co_await send({1, 2});")), "the pattern is found"
    assert not list(awaited_temporaries("while (co_await next()) {\n  use({.a = 1});\n}")), "a loop's body is left alone"
    problems = []
    for line in table.read_text().splitlines():
        for source in sorted((root / line.split()[1]).glob("*.[ch]*")):
            for at, expression in awaited_temporaries(source.read_text(encoding="utf-8")):
                problems.append(f"{source.relative_to(root)}:{at}: name the value before it is awaited: {expression}")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
