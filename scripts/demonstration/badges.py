"""The badges as the printers received them: brought together, named after their guests, and checked."""

import re
import shutil
import unicodedata
from dataclasses import dataclass

from processes import Failure

WIDTH_MM, HEIGHT_MM = 86, 54
POINTS_PER_MM = 72 / 25.4


@dataclass
class Received:
    guest: object
    printer: str
    file: object


def collect(processes, venue, printers, journal, guests_by_ticket, output):
    """Copies each received PDF to OUTPUT under its guest's name. The badge's own code tells whose it is."""
    ticket_of = {e["fact"]["serial"]: e["ticket"] for e in journal if e["fact"]["kind"] == "badge_started"}
    received = []
    for printer in printers:
        for file in sorted((venue.printer_folder(printer) / "received").glob("*.pdf")):
            serial = _code_on(processes, file).removeprefix("EB1:")
            guest = guests_by_ticket.get(ticket_of.get(serial))
            if guest is None:
                raise Failure(f"{file.name} at printer {printer} bears a code that belongs to no scanned guest.")
            received.append(Received(guest, printer, file))
    return [_keep(badge, output) for badge in received]


def _keep(badge, output):
    stem = re.sub(r"[^\w-]+", "-", f"{badge.guest.order} {badge.guest.name}").strip("-")
    target, number = output / f"{stem}.pdf", 2
    while target.exists():  # a party: one badge per person
        target, number = output / f"{stem}-{number}.pdf", number + 1
    shutil.copyfile(badge.file, target)
    return Received(badge.guest, badge.printer, target)


def _code_on(processes, file):
    """Read from the printed dots, as a scanner at the door would."""
    picture = processes.folder / "badge"
    processes.run(["pdftoppm", "-r", "300", "-gray", "-singlefile", "-png", file, picture])
    return processes.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", f"{picture}.png"]).strip()


def findings(processes, badges, guests):
    """What is wrong with the badges, one sentence each."""
    for guest in guests:
        count = sum(badge.guest is guest for badge in badges)
        if count != guest.places:
            yield f"The guest of order {guest.order} has {count} badges instead of {guest.places}."
    for badge in badges:
        width, height = _page_size(processes, badge.file)
        if abs(width - WIDTH_MM) > 0.3 or abs(height - HEIGHT_MM) > 0.3:
            yield f"{badge.file.name} is {width:.1f} x {height:.1f} mm instead of {WIDTH_MM} x {HEIGHT_MM}."
        text = processes.run(["pdftotext", badge.file, "-"])
        if not _says(text, badge.guest.name):
            yield f"{badge.file.name} does not give its guest's name as text."


def _page_size(processes, file):
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", processes.run(["pdfinfo", file]))
    return tuple(float(points) / POINTS_PER_MM for points in found.groups())


def _says(text, name):
    """Whether every word of the name is there; lines of right-to-left words come in any order."""
    written = [_letters(word) for word in text.split()]
    return all(_is_among(_letters(word), written) for word in name.split())


def _is_among(word, written):
    if unicodedata.bidirectional(word[0]) in ("R", "AL"):
        return any(_is_but_for_ligatures(word, other) for other in written)
    return word in "".join(written)  # a long word may be broken at its hyphen


def _is_but_for_ligatures(word, written):
    """pdftotext turns such words around glyph by glyph, and a ligature is one glyph of two letters, which it swaps."""
    if len(word) != len(written):
        return False
    place = 0
    while place < len(word):
        if word[place] == written[place]:
            place += 1
        elif word[place : place + 2] == written[place : place + 2][::-1]:
            place += 2
        else:
            return False
    return True


def _letters(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
