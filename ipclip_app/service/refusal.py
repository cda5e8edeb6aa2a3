"""Why a request is refused, in the shape that clients of embedding services know; tells nothing of the server."""

from dataclasses import dataclass
from typing import Any, Final

INVALID: Final = "invalid_request_error"
BUSY: Final = "server_busy"
DEFECT: Final = "server_error"


@dataclass
class RefusalError(Exception):
    """A request that gets no embeddings.

    Attributes:
        status: HTTP status, 400 and above.
        message: One sentence for whoever wrote the client; holds nothing that was sent but names and places.
        kind: The kind of failure, `type` in the answer.
        param: The part of the request concerned, None for all of it.
        code: A word for programs.
        retry: Seconds after which to try again; None where that is of no use.
    """

    status: int
    message: str
    kind: str = INVALID
    param: str | None = None
    code: str | None = None
    retry: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The answer's body."""
        return {"error": {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}}


def invalid(message: str, param: str | None = "input", code: str | None = None) -> RefusalError:
    """What was sent makes no sense: 400."""
    return RefusalError(400, message, param=param, code=code)


def too_large(message: str, param: str | None = "input") -> RefusalError:
    """What was sent is more than is taken: 413."""
    return RefusalError(413, message, param=param, code="too_large")


def unauthorized() -> RefusalError:
    """No key, or one that nobody has; which of them is not told: 401."""
    message = "A valid key is needed; send it as `Authorization: Bearer KEY`."
    return RefusalError(401, message, "authentication_error", code="invalid_api_key")


def full(retry: int) -> RefusalError:
    """Too much waits already: 429."""
    return RefusalError(429, "Too many requests are waiting; try again later.", BUSY, code="queue_full", retry=retry)


def unavailable(message: str, retry: int, code: str) -> RefusalError:
    """The service cannot answer now: 503."""
    return RefusalError(503, message, BUSY, code=code, retry=retry)


def defective() -> RefusalError:
    """The service is at fault; the reason stays with its owner: 500."""
    return RefusalError(500, "The service failed on this request; its owner can see why.", DEFECT, code="internal")
