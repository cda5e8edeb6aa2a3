"""A suspect behind an HTTP address in the shape of `/v1/embeddings`, extended to images."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PIL import Image

from ipclip_app.errors import UsageError
from ipclip_app.formats import strict_json
from ipclip_app.formats.malformed import Malformed
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.suspects.endpoint import Endpoint
from ipclip_app.suspects.patient_post import PatientPost, PostContract
from ipclip_app.suspects.png import png_of
from ipclip_app.suspects.shorten import shorten
from ipclip_app.watermark.asking.embedding_text import embedding_of
from ipclip_app.watermark.asking.questions import Question
from ipclip_app.watermark.asking.suspect import WIDEST, BadEmbeddings, Embeddings, require_embeddings

ENCODINGS: Final = ("base64", "float")

KEY_VARIABLE: Final = "IPCLIP_API_KEY"
"""The variable of the environment whose value is sent as a bearer token."""
ANSWER_LIMIT: Final = 64 << 20
"""Bytes of an answer; a batch of embeddings written in digits has fewer."""
LARGEST_BATCH: Final = 128
_CONTRACT: Final = PostContract(
    "application/json",
    'as many inputs as --batch, like {"input": ["a text", {"image": "data:image/png;base64,..."}]},',
    'it must answer like {"data": [{"index": 0, "embedding": [0.1, ...]}], ...}, one for each input',
    ANSWER_LIMIT,
    KEY_VARIABLE,
)


@dataclass(frozen=True)
class RequestShape:
    """How an endpoint is asked.

    Attributes:
        model: Name of the model that is asked for.
        encoding: How it shall write embeddings, one of ENCODINGS; it may answer otherwise.
        batch: Inputs of one request, 1 to LARGEST_BATCH.

    Raises:
        UsageError: One of them is out of range.
    """

    model: str = "clip"
    encoding: str = "base64"
    batch: int = 16

    def __post_init__(self) -> None:
        if not 0 < self.batch <= LARGEST_BATCH:
            raise UsageError(f"--batch is {self.batch}; give a number from 1 to {LARGEST_BATCH}.")
        if self.encoding not in ENCODINGS:
            raise UsageError(f"--encoding is '{self.encoding}'; write base64 or float.")
        if not self.model:
            raise UsageError("--model is empty; give the name that the endpoint knows its model by.")


class HttpSuspect:
    """Asks an endpoint; a redirect is refused, so that no picture and no key goes where the owner did not send it."""

    def __init__(self, endpoint: Endpoint, shape: RequestShape, spend: Callable[[int], None]) -> None:
        """Ask `endpoint`; `spend` is told before each request how much it asks for, and may forbid it by raising."""
        self.description = SuspectDescription("endpoint", endpoint.address, {"model": shape.model})
        self.batch_size = shape.batch
        self._shape, self._spend = shape, spend
        self._post = PatientPost(endpoint, _CONTRACT)

    def embeddings(self, questions: Sequence[Question]) -> Embeddings:
        """See `EmbeddingSuspect`."""
        self._spend(len(questions))
        body = self._post.send(self._request(questions))
        try:
            return require_embeddings(_listed(strict_json.decode(body), len(questions)), len(questions))
        except BadEmbeddings as error:
            raise self._post.refused(f"answers with {error}") from error
        except Malformed as error:
            beginning = shorten(body[:200].decode(errors="replace"))
            raise self._post.refused(f"its answer {error} ({beginning!r})") from error

    def close(self) -> None:
        """See `EmbeddingSuspect`."""
        self._post.close()

    def _request(self, questions: Sequence[Question]) -> bytes:
        inputs = [_input(question.item) for question in questions]
        shape = self._shape
        return json.dumps({"input": inputs, "model": shape.model, "encoding_format": shape.encoding}).encode()


def _input(item: Image.Image | str) -> str | dict[str, str]:
    if isinstance(item, str):
        return item
    return {"image": f"data:image/png;base64,{base64.b64encode(png_of(item)).decode()}"}


def _listed(document: Any, count: int) -> list[Any]:  # noqa: ANN401 - JSON is any tree
    """The embeddings of an answer in the order of the inputs."""
    data = document.get("data") if isinstance(document, dict) else None
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise BadEmbeddings("no list of data")
    if len(data) != count:
        raise BadEmbeddings(f"{len(data)} embeddings for {count} inputs")
    places = {item.get("index"): item for item in data if type(item.get("index")) is int}
    if places.keys() != set(range(count)):
        raise BadEmbeddings("indices that are not those of the inputs")
    rows = [_row(places[index].get("embedding")) for index in range(count)]
    if len({len(row) for row in rows}) > 1:
        raise BadEmbeddings("embeddings of different widths")
    return rows


def _row(embedding: Any) -> Any:  # noqa: ANN401 - JSON is any tree
    if isinstance(embedding, str):
        try:
            return embedding_of(embedding)
        except ValueError as error:
            raise BadEmbeddings("a text for an embedding that is no base64 of numbers") from error
    if not isinstance(embedding, list) or len(embedding) > WIDEST:
        raise BadEmbeddings("an embedding that is no list of numbers")
    if not all(type(number) in {int, float} for number in embedding):
        raise BadEmbeddings("an embedding that is no list of numbers")
    return np.array([float(number) for number in embedding])
