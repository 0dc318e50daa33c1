"""Server and kiosks are killed at random moments while guests come; everything that was shown is there in the end.

    killed_programs_test.py BUILD [SEED]"""

import time

from faulty_venue import run


def killed_programs(venue, dice):
    venue.set_up()
    kiosks = [venue.add_kiosk("left"), venue.add_kiosk("right")]
    admitted = []

    def kill_the_server():
        time.sleep(dice.uniform(0, 0.3))
        venue.kill_server()

    def kill_the_kiosk(kiosk):
        time.sleep(dice.uniform(0, 0.5))
        venue.kill(kiosk.process)
        venue.start_kiosk(kiosk)
        venue.wait_for_attract(kiosk)

    faults = ["server", "server", "kiosk", "kiosk", "kiosk", "nothing", "nothing"]
    dice.shuffle(faults)
    for number, what in enumerate(faults):
        kiosk = dice.choice(kiosks)
        guest = venue.guests[number]
        print(f"guest {number} at {kiosk.key}: {what}", flush=True)
        if what == "server" and venue.server:
            venue.admit(kiosk, guest, kill_the_server)
        elif what == "kiosk":
            venue.admit(kiosk, guest, lambda kiosk=kiosk: kill_the_kiosk(kiosk))
        else:
            venue.admit(kiosk, guest)
        admitted.append(guest)
        if venue.server is None and dice.random() < 0.4:
            venue.start_server()
    if venue.server is None:
        venue.start_server()
    venue.check_whole(admitted)


run(killed_programs)
