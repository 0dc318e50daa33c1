"""Whole visits at the real kiosk, by real touches and keys: visits_test.py BUILD VISIT. What is on the screen is read as
assistive technology reads it, what came of it from the server's journal."""

import sys
import time
from pathlib import Path

from kiosk_screen import Missing
from visit_venue import READY, Failure, Processes, Signals, VisitVenue, add_preset

ADA = {"Name": "Ada Lovelace", "Category": "member", "Company": "Analytical Engines", "Email": "ada@example.org"}
GRACE = {"Name": "Grace Hopper", "Category": "member", "Company": "Navy", "Email": "grace@example.org"}
LATE = {"Name": "Konrad Zuse", "Category": "member", "Company": "Zuse KG", "Email": "zuse@example.org",
        "Status": "cancelled"}


BADGE = {"print": True, "confirm": False, "template": "card-86x54"}


class Wrong(Exception):
    pass


def check(condition, otherwise):
    if not condition:
        raise Wrong(otherwise)


def sign_in(venue, screen, pin=None):
    """Digit by digit on the number pad; without a PIN, with that of a new member, which is what it returns."""
    pin = pin or venue.sign_up("Thea Team", "staff")
    screen.touch("Team")
    screen.wait_for("please type your PIN")
    screen.type_by_touch(pin)
    screen.wait_for("Sign out", "Thea Team")
    return pin


def find(screen, name):
    """From the search, typed on a real keyboard, to her sheet."""
    screen.touch("Search")
    screen.wait_for("find a guest")
    screen.type_by_keys(name.split()[-1].lower())
    screen.touch(name)
    screen.wait_for(name, "Back")


# --- guests ----------------------------------------------------------------------------------------------------------


def by_touch(processes, build):
    """A guest chooses her language, holds her ticket up, and leaves."""
    venue = VisitVenue(processes, build, guests=[ADA])
    screen = venue.open_kiosk(language="de")
    screen.touch("English")
    screen.wait_for(READY["en"])
    venue.hold_up("Ada Lovelace")
    screen.wait_for("Welcome", "Ada Lovelace", "The main hall is up the stairs.", "Please take your badge out below.")
    screen.touch("Done")
    screen.wait_for(READY["de"])
    check(len(venue.entries("admitted")) == 1, "the journal does not have exactly one admission")
    check(len(venue.badges()) == 1, "no badge came out")


def by_keyboard(processes, build):
    """She has no code at hand: keys alone lead to the search, into its form and in."""
    venue = VisitVenue(processes, build, guests=[ADA, GRACE])
    screen = venue.open_kiosk()
    screen.go_to("No code at hand?")
    screen.key("Return")
    screen.wait_for("find your ticket by name")
    screen.type_by_keys("lovelace")
    screen.key("Return")
    screen.type_by_keys("ada@example.org")
    screen.key("Return")
    screen.wait_for("Welcome", "Ada Lovelace")
    screen.key("Escape")
    screen.wait_for(READY["en"])
    check(venue.entries("admitted")[0]["fact"]["how"] == "search", "the journal does not say that she was found by search")


def search_is_locked(processes, build):
    """Guesses come to nothing: they are told apart from nobody, and locked out after a few. Scanning goes on."""
    venue = VisitVenue(processes, build, guests=[ADA])
    screen = venue.open_kiosk()
    locked = "The search is taking a break"
    screen.touch("No code at hand?")
    for guess in range(6):
        screen.wait_for("find your ticket by name")
        screen.type_by_keys("lovelace")
        screen.key("Return")
        screen.type_by_keys(f"guess{guess}@example.org")
        screen.key("Return")
        if screen.wait_for_any(locked, "We could not find you with this") == locked:
            break
        screen.touch("Try again")
    screen.wait_for(locked, "A ticket code works at any time.")
    check(not screen.shows("Lovelace"), "the screen names a guest who was only guessed at")
    check(guess >= 4, f"the search was locked after {guess} misses already")
    venue.hold_up("Ada Lovelace")
    screen.wait_for("Welcome", "Ada Lovelace")


def at_a_closed_event(processes, build):
    """The kiosk only announces; a host who signs in there admits with one tap, and no screen for guests has a name."""
    venue = VisitVenue(processes, build, preset="private_club", guests=[ADA])
    door = venue.open_kiosk()
    venue.hold_up("Ada Lovelace")
    door.wait_for("Thank you", "Your number is 1")
    check(not door.shows("Lovelace"), "the guests' screen names a guest")
    door.touch("Done")
    door.touch("Team")
    door.type_by_touch(venue.sign_up("Hanna Host", "host"))
    door.wait_for("Sign out")
    door.touch("Waiting")
    door.wait_for("Ada Lovelace")
    door.touch("Ada Lovelace")
    door.wait_for("Admitted")
    check(venue.person("Ada Lovelace")["admitted"] == 1, "the attendance does not have her")
    entry = venue.entries("admitted")[0]
    check(entry.get("operator") == 1, "the journal does not say who admitted her")


def badge_comes_out_once(processes, build):
    """A host admits at one kiosk who was announced at another: both know that a badge is owed, and one prints it."""
    add_preset(processes, build, "club_with_badges", "private_club", badge=BADGE)
    venue = VisitVenue(processes, build, preset="club_with_badges", guests=[ADA])
    door = venue.open_kiosk("tuer")
    desk = venue.open_kiosk("theke")
    venue.hold_up("Ada Lovelace", "tuer")
    door.wait_for("Your number is 1")
    desk.touch("Team")
    desk.type_by_touch(venue.sign_up("Hanna Host", "host"))
    desk.touch("Waiting")
    desk.touch("Ada Lovelace")
    desk.wait_for("Admitted")
    door.wait_for("Welcome")
    check(not door.shows("Lovelace"), "the guests' screen names a guest")
    venue.wait_for_badges(1, "theke")
    time.sleep(3)  # longer than a second one took to come
    check(not venue.badges("tuer"), "the other kiosk printed a badge, too")
    check(len(venue.entries("badge_started")) == 1, "the journal does not have exactly one badge")


def badge_desk(processes, build):
    """The door admits and leaves the badge to the desk, the desk prints and admits nobody, in whatever order they come."""
    more = ("--badges-at", "desk", "--badge-desk", "Badge desk", "--pick-up", "A-K", "Tisch A–K", "desk A–K",
            "--pick-up", "L-Z", "Tisch L–Z", "desk L–Z")
    venue = VisitVenue(processes, build, guests=[{**ADA, "First name": "Ada", "Last name": "Lovelace"}, GRACE], more=more)
    door = venue.open_kiosk("tuer")
    desk = venue.open_kiosk("theke", door="Badge desk")
    venue.hold_up("Ada Lovelace", "tuer")
    door.wait_for("Welcome", "Ada Lovelace", "Please fetch your badge here: desk L–Z")
    venue.hold_up("Ada Lovelace", "theke")
    desk.wait_for("You are already checked in", "Please take your badge out below.")
    venue.wait_for_badges(1, "theke")

    venue.hold_up("Grace Hopper", "theke")
    desk.wait_for("Here comes your badge", "Grace Hopper", "You check in at the entrance.")
    venue.wait_for_badges(2, "theke")
    check(len(venue.entries("admitted")) == 1, "the badge desk admitted somebody")
    venue.hold_up("Grace Hopper", "tuer")
    door.wait_for("Welcome", "Grace Hopper")
    check(len(venue.entries("admitted")) == 2, "the door did not admit her")
    check(not door.shows("fetch your badge"), "who has her badge is sent to fetch it")
    check(not venue.badges("tuer"), "the door printed a badge")
    reasons = [entry["fact"]["reason"] for entry in venue.entries("badge_started")]
    check(reasons == ["owed", "ahead"], f"the journal has other badges: {reasons}")


# --- staff -----------------------------------------------------------------------------------------------------------


def walk_in(processes, build):
    venue = VisitVenue(processes, build, guests=[ADA])
    screen = venue.open_kiosk()
    sign_in(venue, screen)
    screen.touch("Walk-in")
    screen.wait_for("Register")
    screen.type_by_touch("Mary")
    screen.touch("Surname")
    screen.type_by_touch("Jackson")
    screen.touch("Register and admit")
    if screen.wait_for_any("In which category?", "Admitted") == "In which category?":
        screen.touch("Member")
    screen.wait_for("Admitted", "Mary Jackson")
    venue.wait_for_badges(1)
    check(venue.person("Mary Jackson")["walk_in"], "the attendance does not say that she walked in")


def companion(processes, build):
    """An interpreter comes along with a guest, where there are no walk-ins: by touch with a name, and nobody after her. At
    another guest by keys alone, without a name. Both are counted."""
    add_preset(processes, build, "no_walk_ins", "summit", walk_in="no")
    venue = VisitVenue(processes, build, preset="no_walk_ins", guests=[ADA, GRACE])
    screen = venue.open_kiosk()
    sign_in(venue, screen)
    venue.hold_up("Ada Lovelace")
    screen.wait_for("Admitted", "Ada Lovelace")
    screen.touch("Brings a companion")
    screen.wait_for("Who comes along with the guest?", "Ada Lovelace", "Assistant", "Child")
    screen.touch("Interpreter")
    screen.wait_for("The name may be left empty.")
    screen.type_by_touch("Mary")
    screen.touch("Register and admit")
    screen.wait_for("Admitted", "Mary", "Interpreter")
    venue.wait_for_badges(2)
    registered = venue.entries("guest_registered")
    check(len(registered) == 1 and registered[0]["operator"] == 1, "the journal lacks her, or who registered her")
    check(registered[0]["fact"]["how"] == "list", "the journal says that she walked in")
    venue.hold_up("Ada Lovelace")
    screen.touch("Brings a companion")
    screen.touch("Child")
    screen.touch("Register and admit")
    screen.wait_for("This guest may bring nobody more along.")

    find(screen, "Grace Hopper")
    screen.go_to("Brings a companion")
    screen.key("Return")
    screen.wait_for("Who comes along with the guest?")
    screen.go_to("Assistant")
    screen.key("Return")
    screen.wait_for("The name may be left empty.")
    screen.go_to("Surname")
    screen.key("Return")
    screen.wait_for("Admitted", "Assistant")
    check(len(venue.entries("admitted")) == 3, "the journal does not have the guest and both companions")
    check(venue.person("Mary")["admitted"] == 1, "the attendance does not count her")
    check(venue.person("Grace Hopper")["admitted"] == 0, "her guest was admitted, too")


def reprint(processes, build):
    venue = VisitVenue(processes, build, guests=[ADA])
    screen = venue.open_kiosk()
    sign_in(venue, screen)
    venue.hold_up("Ada Lovelace")
    screen.wait_for("Admitted", "Ada Lovelace")
    venue.wait_for_badges(1)
    screen.touch("Print the badge again")
    screen.touch("It is damaged")
    screen.wait_for("The old one is void.")
    venue.wait_for_badges(2)
    started = venue.entries("badge_started")
    check(started[1]["fact"].get("replaces") == started[0]["fact"]["serial"], "the new badge does not replace the old one")
    check(started[1]["operator"] == 1, "the journal does not say who printed it")


def void_badge(processes, build):
    """A badge opens the door until another one is printed in its place; then it is replaced at both kiosks, alone too."""
    venue = VisitVenue(processes, build, guests=[ADA])
    north, south = venue.open_kiosk("nord"), venue.open_kiosk("sued")
    venue.hold_up("Ada Lovelace", "sued")
    south.wait_for("Welcome", "Ada Lovelace")
    venue.wait_for_badges(1, "sued")
    old = venue.draw_badge()
    venue.hold_up(old, "nord")
    north.wait_for("You are already checked in")
    north.touch("Done")
    sign_in(venue, north)
    find(north, "Ada Lovelace")
    north.touch("Print the badge again")
    north.touch("It is damaged")
    venue.wait_for_badges(1, "nord")
    new = venue.draw_badge(printed_again=True)
    north.touch("Sign out")
    venue.kill_server()
    for screen, kiosk in ((south, "sued"), (north, "nord")):
        if screen.shows("Done"):
            screen.touch("Done")
        venue.hold_up(old, kiosk)
        screen.wait_for("This code was replaced", "Please show the newer one, or see our team.")
        screen.touch("Done")
        venue.hold_up(new, kiosk)
        screen.wait_for("You are already checked in")


def override(processes, build):
    venue = VisitVenue(processes, build, guests=[ADA, LATE])
    screen = venue.open_kiosk()
    sign_in(venue, screen)
    find(screen, "Konrad Zuse")
    screen.touch("Admit")
    screen.wait_for("Cancelled")
    screen.touch("Let in all the same")
    screen.touch("Somebody in charge says so")
    screen.touch_if_there("Let in")
    screen.wait_for("Admitted", "Konrad Zuse")
    set_aside = venue.entries("overridden")
    check(len(set_aside) == 1 and set_aside[0]["operator"] == 1, "the journal lacks the override or who gave it")
    check(venue.person("Konrad Zuse")["admitted"] == 1, "the attendance does not have him")


def undo(processes, build):
    venue = VisitVenue(processes, build, guests=[ADA])
    screen = venue.open_kiosk()
    sign_in(venue, screen)
    venue.hold_up("Ada Lovelace")
    screen.wait_for("Admitted", "Ada Lovelace")
    screen.touch("Undo the admission")
    screen.wait_for("Really undo the admission?")
    screen.touch("Yes, undo it")
    screen.wait_for("Undone. The badge is void.")
    check(venue.person("Ada Lovelace")["admitted"] == 0, "the attendance still has her")


def transfer(processes, build):
    venue = VisitVenue(processes, build, guests=[ADA])
    screen = venue.open_kiosk()
    pin = sign_in(venue, screen)
    find(screen, "Ada Lovelace")
    screen.touch("Somebody else comes")
    screen.wait_for("Who comes instead?")
    screen.type_by_keys("Annabella")
    screen.touch("Surname")
    screen.type_by_keys("Byron")
    screen.touch("Hand the ticket on")
    screen.wait_for("The ticket is handed on.")
    screen.touch("Sign out")
    screen.wait_for(READY["en"])
    venue.hold_up("Ada Lovelace")
    screen.wait_for("Welcome", "Annabella Byron")
    venue.wait_for_badges(1)
    handed_on = venue.entries("ticket_transferred")
    check(len(handed_on) == 1 and handed_on[0]["operator"] == 1, "the journal lacks the transfer or who wrote it")
    take_back(venue, screen, pin)


def take_back(venue, screen, pin):
    """It was the wrong ticket, and the one who came with it is in already."""
    screen.touch("Done")
    screen.wait_for(READY["en"])
    sign_in(venue, screen, pin)
    screen.touch("Search")
    screen.wait_for("find a guest")
    screen.type_by_keys("lovelace")
    screen.touch("Annabella Byron")
    screen.wait_for("Comes instead of", "Ada Lovelace")
    screen.touch("Take the ticket back")
    screen.wait_for("Really take the ticket back?")
    screen.touch("Yes, take it back")
    screen.wait_for("The ticket is taken back. The other badge is void.")
    check(venue.person("Ada Lovelace")["admitted"] == 0, "the attendance does not expect her again")
    check(len(venue.entries("admission_undone")) == 2, "the journal lacks what was taken back")


def another_event(processes, build):
    """The kiosk is wanted at the dinner, in the garden. Who moves it stays signed in, and nothing of the summit is lost."""
    venue = VisitVenue(processes, build, guests=[ADA])
    venue.open_another("dinner", "Evening Dinner", [GRACE])
    venue.pair("sued", door="Garden")
    screen = venue.open_kiosk()
    venue.hold_up("Ada Lovelace")
    screen.wait_for("Welcome", "Ada Lovelace")
    screen.touch("Done")
    sign_in(venue, screen)
    screen.touch("Status")
    screen.touch("Change event or entrance")
    screen.wait_for("Future Summit", "here now", "Evening Dinner", "today")
    screen.touch("Evening Dinner")
    screen.wait_for("At which entrance does this kiosk stand?")
    screen.touch("Garden")
    screen.wait_for("Check in for Evening Dinner from now on?", "The entrance is Garden.")
    screen.touch("Yes, change it")
    screen.wait_for("This kiosk now checks in for Evening Dinner, at the entrance Garden.", "Thea Team")
    screen.touch("Sign out")
    screen.wait_for(READY["en"])
    venue.hold_up("Ada Lovelace")
    screen.wait_for("This ticket is for another event or entrance", "Future Summit")
    screen.touch("Done")
    venue.hold_up("Grace Hopper")
    screen.wait_for("Welcome", "Grace Hopper")
    admitted = venue.entries("admitted", "dinner")
    check([entry["place"]["door"] for entry in admitted] == ["Garden"], "the dinner's journal lacks her, or her door")
    check(len(venue.entries("admitted")) == 1, "the summit's journal does not have exactly its own admission")


def pin_is_never_scanned(processes, build):
    """Neither a code of six digits nor guesses open the team's side."""
    venue = VisitVenue(processes, build, guests=[ADA])
    screen = venue.open_kiosk()
    pin = venue.sign_up("Thea Team", "staff")
    screen.touch("Team")
    screen.wait_for("please type your PIN")
    screen.scan_by_wedge(pin)
    screen.never_shows("Sign out")
    screen.key("Escape")
    screen.wait_for(READY["en"])
    screen.touch("Team")
    for wrong in ("975310", "864209", "753197", "642086", "531975", "420864"):
        screen.type_by_touch(wrong)
        screen.wait_for_any("Nobody has this PIN. Please try again.", "The next try counts in")
    screen.wait_for("The next try counts in")
    screen.type_by_touch(pin)
    screen.never_shows("Sign out")


VISITS = {visit.__name__: visit for visit in (
    by_touch, by_keyboard, search_is_locked, at_a_closed_event, badge_comes_out_once, badge_desk, walk_in, companion, reprint,
    void_badge, override, undo, transfer, another_event, pin_is_never_scanned)}


def main():
    build, name = Path(sys.argv[1]), sys.argv[2]
    processes = Processes(Signals())
    try:
        processes.make_folder()
        VISITS[name](processes, build)
    except (Failure, Missing, Wrong) as why:
        sys.exit(f"{name}: {why}")
    finally:
        processes.close()


if __name__ == "__main__":
    main()
