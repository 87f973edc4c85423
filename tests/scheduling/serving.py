"""A server on this machine that says it is calendar.example, and how it is reached without the open net."""

import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from workforce.fetching import Net

PEM = Path(__file__).with_name("calendar_example.pem")  # made for these tests; nobody else trusts it
HERE = ip_address("127.0.0.1")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.answer(self)

    def log_message(self, *_args):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *_about):
        """Who asks may go away in the middle."""


def sends(status=200, body=b"", **headers):
    """An answer with this body; names of headers with _ for -."""

    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@contextmanager
def serving(answer):
    """(the server, which notes what is asked, and a Net that reaches it)"""
    server = Server(("127.0.0.1", 0), Handler)
    server.answer, server.asked, server.daemon_threads = answer, [], True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    trusting = ssl.create_default_context(cafile=PEM)
    net = Net(
        look_up=lambda host: [HERE], allows=lambda one: True, context=trusting, port=server.server_address[1], seconds=5
    )
    try:
        yield server, net
    finally:
        server.shutdown()
        server.server_close()
