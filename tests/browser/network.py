"""The cable between one browser and the site, which a test can pull.

Chromium's own "offline" is told to each page and worker one after the other, and what a page that just began sends in
between arrives; through a pulled cable nothing does.
"""

import socket
import threading
from contextlib import closing, suppress

CHUNK = 65536


class Cable:
    """A relay on a port of its own: `address` is the site's for whoever sits at this end."""

    def __init__(self, site):
        host, port = site.rpartition("/")[2].split(":")
        self.upstream = host, int(port)
        self.listener = socket.create_server((host, 0))
        self.address = f"http://{host}:{self.listener.getsockname()[1]}"
        self.is_pulled = False
        self.open = set()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                near, _peer = self.listener.accept()
            except OSError:  # the test is over
                return
            self.join(near)

    def join(self, near):
        if self.is_pulled:
            near.close()
            return
        far = socket.create_connection(self.upstream)
        self.open |= {near, far}
        for here, there in ((near, far), (far, near)):
            threading.Thread(target=self.carry, args=(here, there), daemon=True).start()

    def carry(self, here, there):
        with suppress(OSError):
            while (data := here.recv(CHUNK)) and not self.is_pulled:
                there.sendall(data)
        for end in (here, there):
            hang_up(end)

    def pull(self):
        self.is_pulled = True
        for end in self.open:
            hang_up(end)
        self.open.clear()

    def plug_in(self):
        self.is_pulled = False

    def close(self):
        self.pull()
        with closing(self.listener):
            hang_up(self.listener)


def hang_up(end):
    """Wakes a thread that waits at `end`, which closing alone would not."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
