"""Where a visitor comes from, and under what the tries of one visitor are counted."""

import hashlib
import hmac
from ipaddress import ip_address, ip_network

from flask import current_app, request


def address() -> str:
    """This visitor's address; of IPv6 the part that a provider gives to one household."""
    found = ip_address(request.remote_addr or "0.0.0.0")
    if found.version == 6:
        found = ip_network(f"{found}/64", strict=False).network_address
    return str(found)


def key(kind: str, value: str) -> str:
    """What a try is counted under: nobody reads a mail or an address out of it without our secret."""
    secret = current_app.config["SETTINGS"].secret_key.encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
