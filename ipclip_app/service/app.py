"""The service over HTTP: routes, keys, and what each address answers."""

import asyncio
import ipaddress
import re
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ipclip_app.service.answer import json_response, refusal_response
from ipclip_app.service.body import read_away, received_body
from ipclip_app.service.front import GONE, Front, told_defect, visit_of
from ipclip_app.service.metrics import CONTENT_TYPE
from ipclip_app.service.refusal import RefusalError, full, unavailable
from ipclip_app.service.service import Service

EMBEDDINGS: Final = "/v1/embeddings"
HEALTH: Final = "/health"
METRICS: Final = "/metrics"
_SAID: Final = {404: "There is nothing at this address.", 405: "This address does not take that method."}
_SLOW: Final = 408
_LAST: Final = frozenset({401, _SLOW, 413})
"""Statuses after which a connection is of no more use."""
_HOST: Final = re.compile(r"(?P<name>localhost|[0-9.]+|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?")
"""What is read in no other way than here: a server's own reading might put something harmless in its place."""
_FORWARDED: Final = ("forwarded", "x-forwarded-for")

Handler = Callable[[Request, Service], Awaitable[Response]]


def make_app(service: Service) -> Front:
    """An ASGI application of a service, which the caller starts and stops."""
    routes = [
        Route(EMBEDDINGS, _bound(_embeddings, service), methods=["POST"]),
        Route(HEALTH, _bound(_health, service), methods=["GET"]),
        Route(METRICS, _bound(_metrics, service), methods=["GET"]),
    ]
    inner = Starlette(routes=routes, exception_handlers={HTTPException: _nowhere})
    inner.router.redirect_slashes = False
    return Front(inner, service, EMBEDDINGS, (HEALTH, METRICS))


def _bound(handler: Handler, service: Service) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        visit = visit_of(request.scope)
        try:
            return await handler(request, service)
        except ClientDisconnect:
            visit.status = GONE
            return Response(status_code=GONE)
        except RefusalError as error:
            visit.code = error.code or error.kind
            if error.status != _SLOW:
                await read_away(request, service.limits)
            return refusal_response(error, close=error.status in _LAST)
        except Exception as error:  # noqa: BLE001 - Starlette would answer it in a shape of its own
            visit.code = "internal"
            return refusal_response(told_defect(service, error), close=True)

    return handle


async def _nowhere(request: Request, error: Exception) -> Response:
    """The router finds nothing there."""
    del request
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for no other
    message = _SAID.get(error.status_code, "The request cannot be answered.")
    response = refusal_response(RefusalError(error.status_code, message), close=True)
    response.headers.update(error.headers or {})
    return response


async def _health(request: Request, service: Service) -> Response:
    """What anybody may know: with keys, a proxy or a balancer asks by whatever name the service has in public."""
    if service.keys is None:
        _require_own_host(request)
    told = service.health()
    return json_response(told, 200 if told["status"] == "ready" else 503)


async def _metrics(request: Request, service: Service) -> Response:
    """Figures of all licensees together are the owner's: they are told on this machine only, without a key."""
    client = request.client
    if client is None or not _is_here(client.host) or any(name in request.headers for name in _FORWARDED):
        raise RefusalError(403, "Metrics are answered on the service's own machine only.", code="local")
    _require_own_host(request)
    return PlainTextResponse(service.metrics.text(), media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})


async def _embeddings(request: Request, service: Service) -> Response:
    visit_of(request.scope).licensee = service.licensee_of(_key_of(request))
    service.require_ready()
    if service.keys is None:
        _require_own_host(request)
    _require_json(request)
    limits = service.limits
    with service.requests.held(1, full(limits.retry_seconds)):
        async with received_body(request, limits, service.bodies) as body:
            return json_response(await _unless_gone(request, service, body))


async def _unless_gone(request: Request, service: Service, body: bytes) -> bytes:
    """The answer, given up when the client goes away or the time is over.

    Raises:
        ClientDisconnect: The client is gone.
        RefusalError: There is no answer.
    """
    limits = service.limits
    work = asyncio.create_task(service.answer(body, visit_of(request.scope)))
    work.add_done_callback(lambda done: done.cancelled() or done.exception())  # told, even where nobody waits
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait((work, gone), timeout=limits.answer_seconds, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        if gone.done():
            raise ClientDisconnect
        raise unavailable("The answer took too long; try again later.", limits.retry_seconds, "overloaded")
    finally:
        work.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _key_of(request: Request) -> str | None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" and key.strip() else None


def _require_own_host(request: Request) -> None:
    """Where no key is asked for, a page of another site must not get in by a name that it points at this machine.

    Raises:
        RefusalError: The name is none that only this machine has.
    """
    host = _HOST.fullmatch(request.headers.get("host", ""))
    name = "" if host is None else host["name"].strip("[]")
    if name != "localhost" and not _is_here(name):
        raise RefusalError(403, "Without a key only this machine is answered, by its own name.", code="foreign_host")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _require_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusalError(415, "Send plain JSON with the header Content-Type: application/json.", code="not_json")
