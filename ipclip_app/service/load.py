"""Clients that ask one question after the other, each on a connection of its own, and time the answers.

They speak just enough HTTP: a client that costs as much as the service would measure itself.
"""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ipclip_app.service.app import EMBEDDINGS

_OK: Final = b"HTTP/1.1 200 "
_LENGTH: Final = b"content-length:"
_PATIENCE: Final = 120.0


@dataclass(frozen=True)
class Load:
    """What so many clients got.

    Attributes:
        clients: Number of them.
        seconds: How long they asked.
        latencies: Seconds of each answer, sorted.
        errors: Questions without an answer, or with a refusal.
    """

    clients: int
    seconds: float
    latencies: tuple[float, ...]
    errors: int

    def percentile(self, share: float) -> float | None:
        """Seconds within which this share of the answers came; None where there was none."""
        if not self.latencies:
            return None
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]

    def to_json(self) -> dict[str, Any]:
        """Rate and percentiles as plain JSON values."""
        p50, p99 = self.percentile(0.5), self.percentile(0.99)
        return {
            "clients": self.clients,
            "seconds": self.seconds,
            "requests": len(self.latencies),
            "errors": self.errors,
            "requests_per_second": len(self.latencies) / self.seconds,
            "p50_ms": None if p50 is None else 1000 * p50,
            "p99_ms": None if p99 is None else 1000 * p99,
        }


class LoadTest:
    """Questions to a service at a port of this machine."""

    def __init__(self, port: int, key: str, texts: Sequence[str]) -> None:
        """Ask for one text at a time, each client with another one first."""
        self._port = port
        self._questions = [_question(text, key) for text in texts]

    def run(self, clients: int, seconds: float, stopped: Callable[[], bool] = lambda: False) -> Load:
        """Let so many clients ask for so long, or until somebody stops them."""
        return asyncio.run(self._run(clients, seconds, stopped))

    async def _run(self, clients: int, seconds: float, stopped: Callable[[], bool]) -> Load:
        latencies: list[float] = []
        started = time.perf_counter()
        end = started + seconds
        asking = (
            self._ask(place, lambda: time.perf_counter() < end and not stopped(), latencies) for place in range(clients)
        )
        errors = sum(await asyncio.gather(*asking))
        return Load(clients, time.perf_counter() - started, tuple(sorted(latencies)), errors)

    async def _ask(self, place: int, goes_on: Callable[[], bool], latencies: list[float]) -> int:
        """Number of failures of one client, who connects anew after each."""
        errors = 0
        while goes_on():
            try:
                place = await self._converse(place, goes_on, latencies)
            except (OSError, EOFError, ValueError, TimeoutError):
                errors += 1
                await asyncio.sleep(0.01)  # a service that is gone is not asked as fast as the machine can
        return errors

    async def _converse(self, place: int, goes_on: Callable[[], bool], latencies: list[float]) -> int:
        """Ask on one connection until the time is over; where to go on."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            while goes_on():
                began = time.perf_counter()
                async with asyncio.timeout(_PATIENCE):
                    writer.write(self._questions[place % len(self._questions)])
                    await _answer(reader)
                latencies.append(time.perf_counter() - began)
                place += 1
        finally:
            writer.close()
        return place


def _question(text: str, key: str) -> bytes:
    body = json.dumps({"input": [text], "model": "clip", "encoding_format": "base64"}).encode()
    head = (
        f"POST {EMBEDDINGS} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(_LENGTH)]
    body = await reader.readexactly(int(lengths[0].partition(b":")[2]))
    if not head.startswith(_OK) or body.count(b'"embedding":"') != 1:
        raise ValueError("The answer is a refusal.")
