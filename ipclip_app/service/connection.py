"""A connection that cannot be held open for nothing: uvicorn bounds neither the time of headers nor of reading."""

import asyncio
import json
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

from ipclip_app.service.limits import Limits
from ipclip_app.service.refusal import RefusalError, unavailable


class BoundedConnection(H11Protocol):
    """Closes a connection whose headers do not arrive in time, and refuses one too many."""

    limits: Limits
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a client, if there is room."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            self._refuse(unavailable("There are too many connections.", self.limits.retry_seconds, "connections"))
        else:
            self._arm()

    def data_received(self, data: bytes) -> None:
        """Take bytes; while they are those of headers, time runs."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._is_between_requests() and self.conn.trailing_data[0]:
            self._arm()
        else:
            self._disarm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        self._disarm()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection; a client that does not even read its answer is cut off."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(self.limits.header_seconds, self.transport.abort)

    def _is_between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _arm(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.limits.header_seconds, self._too_slow)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        if self.transport.is_closing() or not self._is_between_requests():
            return
        if self.cycle is None and not self.conn.trailing_data[0]:
            self.transport.close()  # it never said a word
            return
        self._refuse(RefusalError(408, "The headers arrived too slowly.", code="slow"))

    def _refuse(self, refusal: RefusalError) -> None:
        """Answer without a request, and close."""
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.close()  # half of another answer is on its way
            return
        body = json.dumps(refusal.to_json()).encode()
        retry = "" if refusal.retry is None else f"Retry-After: {refusal.retry}\r\n"
        head = f"HTTP/1.1 {refusal.status} {_PHRASES[refusal.status]}\r\nContent-Type: application/json\r\n{retry}"
        self.transport.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP in the shape of every other refusal."""
        del msg
        self._refuse(RefusalError(400, "This is no HTTP request, or its headers are too long.", code="not_http"))


_PHRASES: Final = {400: "Bad Request", 408: "Request Timeout", 503: "Service Unavailable"}


def bounded_by(limits: Limits) -> type[BoundedConnection]:
    """The kind of connection for a service with these limits."""
    return type("Connection", (BoundedConnection,), {"limits": limits})
