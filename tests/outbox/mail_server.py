"""A real SMTP server in a process of its own: it writes each mail it accepts as one line of JSON into a file.

An address whose local part is a number, `451@…`, is answered with that code.
"""

import asyncio
import json
from email import message_from_bytes
from email.policy import default

from aiosmtpd.smtp import SMTP

PAUSE = 0.002  # seconds the server thinks before and after it keeps a mail, so that a kill can fall in between


class Keeper:
    def __init__(self, file):
        self.file = file

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        local = address.partition("@")[0]
        if local.isdecimal():
            return f"{local} because the test says so"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        await asyncio.sleep(PAUSE)
        mail = message_from_bytes(envelope.original_content, policy=default)
        line = {
            "id": mail["Message-ID"],
            "to": envelope.rcpt_tos,
            "headers": {name: str(value) for name, value in mail.items()},
            "body": mail.get_content().replace("\r\n", "\n"),
            "raw": envelope.original_content.decode("ascii", "replace"),
        }
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()
        await asyncio.sleep(PAUSE)
        return "250 OK"


async def serve(path, told):
    with open(path, "a") as file:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(Keeper(file), enable_SMTPUTF8=True), "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()


def run(path, told):
    """Keep mails in `path` until killed; the port goes into the pipe `told`."""
    asyncio.run(serve(path, told))
