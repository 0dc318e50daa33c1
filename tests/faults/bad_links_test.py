"""The line to the server is slow, silent, half open or torn in the middle of scans: the kiosk goes on, and both agree
in the end.

    bad_links_test.py BUILD [SEED]"""

from faulty_venue import BadLine, run


def bad_links(venue, dice):
    venue.set_up()
    line = BadLine("127.0.0.1", venue.port)
    kiosk = venue.add_kiosk("left", line.port)

    def slow():  # the reply comes long after the kiosk has decided alone
        line.delay = dice.uniform(0.3, 1.5)

    def silent():
        line.silent = True

    def refusing():
        line.refusing = True
        line.tear()

    def heal_perhaps():  # else the next fault meets a kiosk that is alone already
        if dice.random() < 0.5:
            line.heal()

    faults = [slow, silent, line.half_open, line.tear, refusing]
    admitted = venue.admit_amid(kiosk, faults, dice, heal_perhaps)
    silent()  # whenever the faults came, one guest is alone with the kiosk
    last = venue.guests[len(admitted)]
    venue.admit(kiosk, last)
    admitted.append(last)
    line.heal()
    journal = venue.check_whole(admitted)
    if not any(entry["alone"] for entry in journal):
        raise AssertionError("No scan was decided alone: the faults came to nothing.")


run(bad_links)
