"""uvicorn, bounded, which stops at a signal in order: no new requests, those in flight are answered."""

import asyncio
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import uvicorn

from ipclip_app.errors import AddressError
from ipclip_app.service.app import make_app
from ipclip_app.service.connection import bounded_by
from ipclip_app.service.service import Service

_BACKLOG: Final = 512
_HEADERS: Final = 16_384
_LINGER: Final = 0.2
"""Seconds."""
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Server(uvicorn.Server):
    """uvicorn, which says when it listens and tells the service when to refuse.

    Attributes:
        received: Signals in the order of their arrival.
    """

    def __init__(self, service: Service, listening: Callable[[], None]) -> None:
        """Serve `service`; `listening` is called once."""
        super().__init__(_config(service))
        self.received: list[int] = []
        self._service, self._listening = service, listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Refuse what still comes for a moment, so that no client finds a connection closed under its question."""
        await asyncio.sleep(0 if self.force_exit else _LINGER)
        await super().shutdown(sockets)

    def end(self) -> None:
        """Stop in order; may be called from any thread and by a signal."""
        self._service.refuse_new()
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at the first signal and at once at the second, as long as the context lasts; none is raised again."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take a signal."""
        del frame
        self.force_exit = bool(self.received)
        self.received.append(sig)
        self.end()


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket at an address, not listening yet.

    Raises:
        AddressError: The address is not this machine's, or the port is taken or not allowed.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise AddressError(host, port, getattr(error, "strerror", None) or "it is no address") from error
    try:
        if sys.platform != "win32":  # there it would let two programs listen at one port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise AddressError(host, port, error.strerror or str(error)) from error
    return bound


def _config(service: Service) -> uvicorn.Config:
    limits = service.limits
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # what it says is in the access log, or nobody's
    return uvicorn.Config(
        make_app(service),
        loop="asyncio",
        http=bounded_by(limits),
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=limits.keep_alive_seconds,
        timeout_graceful_shutdown=int(limits.stop_seconds),
        h11_max_incomplete_event_size=_HEADERS,
    )
