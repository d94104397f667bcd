"""A TURN server that refuses: it challenges as RFC 8656 has it, and answers who then gives a password with a code."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Final

from aioice.stun import Class, Message, Method, parse_message
from aioice.turn import make_integrity_key

REASONS: Final = {401: "Unauthorized", 403: "Forbidden"}
REALM: Final = "mien.example"
USERNAME: Final = "somebody"
PASSWORD: Final = "something"


@contextmanager
def refusing(code: int) -> Iterator[str]:
    """Run one until the block ends; gives its address, as ICE servers are named.

    Args:
        code: 401, a password that is never right, or 403.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as relay:
        relay.bind(("127.0.0.1", 0))
        relay.settimeout(0.2)
        running = True

        def serve() -> None:
            while running:
                with suppress(TimeoutError, ValueError):
                    data, client = relay.recvfrom(2048)
                    relay.sendto(bytes(_answer(parse_message(data), code)), client)

        thread = Thread(target=serve)
        thread.start()
        try:
            yield f"turn:127.0.0.1:{relay.getsockname()[1]}"
        finally:
            running = False
            thread.join()


def _answer(asked: Message, code: int) -> Message:
    if asked.message_method == Method.BINDING:
        return Message(Method.BINDING, Class.RESPONSE, asked.transaction_id, {"XOR-MAPPED-ADDRESS": ("127.0.0.1", 9)})
    given = code if "USERNAME" in asked.attributes else 401
    refusal = {"ERROR-CODE": (given, REASONS[given]), "REALM": REALM, "NONCE": b"once"}
    answer = Message(asked.message_method, Class.ERROR, asked.transaction_id, refusal)
    if given != 401:  # signed, or a client takes it for somebody else's
        answer.add_message_integrity(make_integrity_key(USERNAME, REALM, PASSWORD))
    return answer
