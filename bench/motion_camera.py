"""A camera on the network: Motion JPEG, 1280 × 720, 30 pictures a second, of a room in which nothing moves or somebody
walks. As from a real one, no two pictures are the same: each has noise of its own. It runs as a program of its own, so that
what it costs is not the kiosk's: motion_camera.py FOLDER prints its port, and shows the pictures in still, in moving and in
ticket, the next ones with each line that it is told."""

import itertools
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

RATE = 30
BOUNDARY = b"picture"
SCENES = ("still", "moving", "ticket")
STILL, WALK = 12, 60  # pictures, over and over


def render(folder):
    """The pictures, by ImageMagick."""
    for kind, count in (("still", STILL), ("moving", WALK)):
        (folder / kind).mkdir(parents=True)
        for number in range(count):
            walker = 150 + abs(number - WALK // 2) * 980 // (WALK // 2)
            body = f"ellipse {walker},330 95,140 0,360 rectangle {walker - 170},450 {walker + 170},720"
            somebody = ["-fill", "#3a2f2a", "-draw", body] if kind == "moving" else []
            subprocess.run(
                ["convert", "-size", "1280x720", "gradient:#aeb6bb-#5d6368"]
                + ["-fill", "#e8e4da", "-draw", "rectangle 90,80 420,420"]
                + ["-fill", "#7a5a3c", "-draw", "rectangle 800,300 1190,720", *somebody]
                + ["-blur", "0x1", "-seed", str(number), "-attenuate", "0.15", "+noise", "Gaussian", "-quality", "85"]
                + [str(folder / kind / f"{number:03}.jpg")],
                check=True,
            )


class Camera:
    def __init__(self, folder):
        self._pictures = {}
        for kind in SCENES:
            self._pictures[kind] = [file.read_bytes() for file in sorted((folder / kind).glob("*.jpg"))]
        self.shown = SCENES[0]

    def serve(self, door):
        while True:
            client, _ = door.accept()
            threading.Thread(target=self._deliver, args=(client,), daemon=True).start()

    def _deliver(self, client):
        began = time.monotonic()
        try:
            for number in itertools.count():
                time.sleep(max(0, began + number / RATE - time.monotonic()))
                pictures = self._pictures[self.shown]
                picture = pictures[number % len(pictures)]
                head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % (BOUNDARY, len(picture))
                client.sendall(head + picture + b"\r\n")
        except OSError:
            pass  # the kiosk hung up


def main():
    camera = Camera(Path(sys.argv[1]))
    door = socket.create_server(("127.0.0.1", 0))
    print(door.getsockname()[1], flush=True)
    threading.Thread(target=camera.serve, args=(door,), daemon=True).start()
    for scene in SCENES[1:]:
        sys.stdin.readline()
        camera.shown = scene
    sys.stdin.readline()


if __name__ == "__main__":
    main()
