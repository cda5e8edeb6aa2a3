"""What stands before every route: it tells the log and the figures, and answers where nobody else could."""

import asyncio
import time
from collections.abc import Collection
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ipclip_app.service.access_log import Visit
from ipclip_app.service.answer import refusal_response
from ipclip_app.service.refusal import RefusalError, defective, unavailable
from ipclip_app.service.service import Service

GONE: Final = 499
"""Status in the log of a request whose client went away; it is never sent."""
_VISIT: Final = "ipclip.visit"
_CLOSE: Final = (b"connection", b"close")


def visit_of(scope: Scope) -> Visit:
    """What is known of the request that is being answered."""
    visit: Visit = scope[_VISIT]
    return visit


class Front:
    """An ASGI application around another."""

    def __init__(self, inner: ASGIApp, service: Service, counted: str, quiet: Collection[str]) -> None:
        """Count requests to the address `counted`; leave those to the addresses `quiet` out of the log."""
        self._inner, self._service, self._counted, self._quiet = inner, service, counted, quiet

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        visit = Visit()
        scope[_VISIT] = visit
        started = time.perf_counter()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                visit.status = visit.status or message["status"]
                if self._service.state == "stopping" and _CLOSE not in message["headers"]:
                    message["headers"] = [*message["headers"], _CLOSE]
            await send(message)

        try:
            await self._guarded(scope, receive, noting, visit)
        finally:
            self._tell(scope, visit, time.perf_counter() - started)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send, visit: Visit) -> None:
        """Neither a defect nor the end of the service leaves a client without an answer, or shows him a trace."""
        refusal: RefusalError | None = None
        try:
            await self._inner(scope, receive, send)
        except asyncio.CancelledError:
            refusal = unavailable("The service is being stopped.", self._service.limits.retry_seconds, "stopping")
        except Exception as error:  # noqa: BLE001 - the last resort
            refusal = told_defect(self._service, error)
        if refusal is not None and not visit.status:
            visit.code = refusal.code
            await refusal_response(refusal, close=True)(scope, receive, send)

    def _tell(self, scope: Scope, visit: Visit, seconds: float) -> None:
        visit.status = visit.status or GONE
        if scope["path"] == self._counted:
            self._service.metrics.count_request(visit.status, seconds)
        if scope["path"] not in self._quiet:
            self._service.log.write(visit.line(seconds))


def told_defect(service: Service, error: Exception) -> RefusalError:
    """Tell the owner where the program is at fault, and the client nothing; the error's text may hold what was sent."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" in {trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}"
    service.log.write(f"This is a defect of the program: {type(error).__name__}{place}.")
    return defective()
