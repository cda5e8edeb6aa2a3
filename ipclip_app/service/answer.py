"""What a client is answered: vectors as numbers or as base64, and failures in the same shape of JSON."""

import base64
import json
from typing import Any

import numpy as np
from starlette.responses import Response

from ipclip_app.service.refusal import RefusalError
from ipclip_app.service.work import Rows

JSON = "application/json"


def answer_body(rows: Rows, model: str, tokens: int, *, as_base64: bool) -> bytes:
    """The JSON document of vectors.

    Args:
        rows: Finite vectors (items, D).
        model: Name of the model.
        tokens: Number of tokens read.
        as_base64: Whether a vector is base64 of little-endian float32 instead of numbers, which are exact too.

    Raises:
        ValueError: A number is not finite.
    """
    if not np.isfinite(rows).all():
        raise ValueError("A vector is not finite.")
    vectors = (_base64(row) if as_base64 else json.dumps(row.tolist(), separators=(",", ":")) for row in rows)
    data = ",".join(
        f'{{"object":"embedding","index":{index},"embedding":{vector}}}' for index, vector in enumerate(vectors)
    )
    rest = {"model": model, "usage": {"prompt_tokens": tokens, "total_tokens": tokens}}
    return f'{{"object":"list","data":[{data}],{json.dumps(rest)[1:]}'.encode()


def _base64(row: Rows) -> str:
    return f'"{base64.b64encode(row.astype("<f4").tobytes()).decode()}"'


def json_response(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:  # noqa: ANN401 - JSON is any tree
    """An answer that no cache keeps and no browser takes for something else."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    own = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(body, status, own | (headers or {}), JSON)


def refusal_response(refusal: RefusalError, *, close: bool = False) -> Response:
    """The answer to a request that gets no embeddings; `close` ends the connection, whose rest was not read."""
    headers: dict[str, str] = {}
    if refusal.retry is not None:
        headers["Retry-After"] = str(refusal.retry)
    if refusal.status == 401:  # noqa: PLR2004 - the status that asks for a key
        headers["WWW-Authenticate"] = "Bearer"
    if close:
        headers["Connection"] = "close"
    return json_response(refusal.to_json(), refusal.status, headers)
