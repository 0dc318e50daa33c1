"""Writes DIR/index.html: all pictures of scripts/screens, one row per screen and size, in the looks and languages."""

import html
import pathlib
import re
import sys

NAME = re.compile(r"(?P<screen>.+)-(?P<size>\d+x\d+)-(?P<look>\w+)-(?P<language>\w+)\.png")

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Einlass: every screen</title>
<style>
  body {{ font: 15px sans-serif; margin: 24px; background: #fff; color: #13263a; }}
  h2 {{ margin: 40px 0 8px; }} figure {{ display: inline-block; margin: 0 12px 16px 0; vertical-align: top; }}
  img {{ width: 400px; border: 1px solid #74808e; }} img.upright {{ width: 220px; }} figcaption {{ margin-top: 4px; }}
</style>
<h1>Every screen of the kiosk</h1>
{body}
</html>
"""


def figure(file, found):
    width, height = (int(number) for number in found["size"].split("x"))
    upright = ' class="upright"' if height > width else ""
    name = html.escape(file.name)
    caption = html.escape(f"{found['size']}, {found['look']}, {found['language']}")
    return (f'<figure><a href="{name}"><img{upright} loading="lazy" src="{name}" alt="{name}"></a>'
            f"<figcaption>{caption}</figcaption></figure>")


def main(folder):
    screens = {}
    for file in sorted(folder.glob("*.png")):
        if found := NAME.fullmatch(file.name):
            screens.setdefault(found["screen"], []).append(figure(file, found))
    body = "\n".join(f"<h2>{html.escape(screen)}</h2>\n" + "\n".join(figures) for screen, figures in screens.items())
    (folder / "index.html").write_text(PAGE.format(body=body), encoding="utf-8")


main(pathlib.Path(sys.argv[1]))
