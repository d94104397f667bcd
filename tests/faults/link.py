"""What lies between two peers, and can lose packets."""

from collections.abc import Callable
from random import Random
from typing import Any

from aiortc import RTCPeerConnection


class Link:
    """All that comes in at both ends passes here: pictures, reports, and the questions whether the other still lives.

    Attributes:
        loss: share of the packets that are lost, in both directions.
        lost: packets that were.
        passed: packets that were not.
    """

    def __init__(self, seed: int = 0) -> None:
        self.loss, self.lost, self.passed = 0.0, 0, 0
        self._random = Random(seed)

    def lay(self, connection: RTCPeerConnection) -> None:
        """Let a connection's packets pass through it."""
        (transport,) = {one.receiver.transport.transport for one in connection.getTransceivers()}
        for protocol in transport._connection._protocols:
            protocol.datagram_received = self._through(protocol.datagram_received)  # type: ignore[method-assign]

    def _through(self, deliver: Callable[..., None]) -> Callable[..., None]:
        def received(data: bytes, address: tuple[Any, ...]) -> None:
            if self._random.random() < self.loss:
                self.lost += 1
                return
            self.passed += 1
            deliver(data, address)

        return received
