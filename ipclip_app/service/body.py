"""Receives the body of a request: no more bytes than are taken, no longer than it may last."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from starlette.requests import ClientDisconnect, Request

from ipclip_app.service.limits import Limits
from ipclip_app.service.refusal import RefusalError, full, too_large
from ipclip_app.service.room import Room

_READ_AWAY_SECONDS: Final = 2.0
_READ_AWAY_FACTOR: Final = 2


@asynccontextmanager
async def received_body(request: Request, limits: Limits, room: Room) -> AsyncIterator[bytes]:
    """The body, whose bytes are taken of the room for all bodies as long as the context lasts.

    Raises:
        RefusalError: It is too large or too slow, or there is no room.
        ClientDisconnect: The client went away.
    """
    parts: list[bytes] = []
    try:
        await _receive(request, limits, room, parts)
        yield b"".join(parts)
    finally:
        room.give_back(sum(map(len, parts)))


async def _receive(request: Request, limits: Limits, room: Room, parts: list[bytes]) -> None:
    if _length(request) > limits.body:
        raise _too_long(limits)
    held = 0
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for part in request.stream():
                held += len(part)
                if held > limits.body:
                    raise _too_long(limits)
                if not room.take(len(part)):
                    raise full(limits.retry_seconds)
                parts.append(part)
    except TimeoutError as error:
        raise RefusalError(408, "The body arrived too slowly.", code="slow") from error


async def read_away(request: Request, limits: Limits) -> None:
    """Receive what a client still sends of a refused request, within bounds.

    To close a connection with unread bytes would reset it, and the client might never see why.
    """
    if request.headers.get("expect", "").lower() == "100-continue":
        return  # it waits for permission to send
    left = _READ_AWAY_FACTOR * limits.body
    with suppress(TimeoutError, ClientDisconnect, RuntimeError):  # the last where the body was received already
        async with asyncio.timeout(_READ_AWAY_SECONDS):
            async for part in request.stream():
                left -= len(part)
                if left < 0:
                    return


def _length(request: Request) -> int:
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0  # noqa: PLR2004 - digits


def _too_long(limits: Limits) -> RefusalError:
    return too_large(f"The body has more than {limits.body:,} bytes; send several requests.", None)
