"""What a client asks: texts and images in the shape of the widely used embeddings API, read without trusting it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ipclip_app.bundle.damage import Damage
from ipclip_app.bundle.strict_json import decode
from ipclip_app.service.limits import Limits
from ipclip_app.service.refusal import invalid, too_large

_NAMES: Final = frozenset({"input", "model", "encoding_format", "dimensions", "user"})
_SHORT: Final = 256
_IMAGE_ADDRESS: Final = "data:image/"
_DATA_ADDRESS: Final = re.compile(r"data:image/[a-z0-9.+-]{1,32};base64,", re.IGNORECASE)
_WEB: Final = ("http:", "https:", "ftp:", "file:")


@dataclass(frozen=True)
class EncodedImage:
    """An image file in base64, not yet decoded."""

    base64: str


Item = str | EncodedImage


@dataclass(frozen=True)
class Question:
    """One request.

    Attributes:
        items: Texts and images in the order of the answer.
        base64: Whether vectors are answered as base64 of little-endian float32 instead of numbers.
    """

    items: tuple[Item, ...]
    base64: bool

    @property
    def images(self) -> int:
        """Number of images."""
        return sum(isinstance(item, EncodedImage) for item in self.items)

    @property
    def texts(self) -> int:
        """Number of texts."""
        return len(self.items) - self.images


def read_question(body: bytes, limits: Limits, dimension: int) -> Question:
    """Read the body of a request.

    Args:
        body: As it was sent, no larger than the limit.
        limits: What is taken.
        dimension: D, the only length of a vector that can be had.

    Raises:
        RefusalError: It is malformed, empty, of wrong types or more than is taken.
    """
    content = _parsed(body, limits)
    for name in content:
        if name not in _NAMES:
            raise invalid(f"Only {', '.join(sorted(_NAMES))} can be asked for.", None, "unknown_parameter")
    for name in ("model", "user"):
        value = content.get(name)
        if value is not None and not (isinstance(value, str) and len(value) <= _SHORT):
            raise invalid(f"'{name}' must be a string of at most {_SHORT} characters.", name)
    _require_dimension(content.get("dimensions"), dimension)
    return Question(_items(content.get("input"), limits), _wants_base64(content.get("encoding_format")))


def _parsed(body: bytes, limits: Limits) -> Mapping[str, Any]:
    if sum(body.count(mark) for mark in (b",", b"[", b"{")) > limits.marks:
        raise too_large("The body has too many values.", None)
    try:
        content = decode(body, "body")
    except Damage as error:
        raise invalid(f"The body {error.reason}.", None, "invalid_json") from error
    if not isinstance(content, dict):
        raise invalid("The body must be a JSON object.", None)
    return content


def _require_dimension(value: object, dimension: int) -> None:
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool):
        raise invalid("'dimensions' must be an integer.", "dimensions")
    if value != dimension:
        raise invalid(f"This model's vectors have {dimension} dimensions and no fewer.", "dimensions")


def _wants_base64(value: object) -> bool:
    if value not in {None, "float", "base64"} if isinstance(value, str | None) else True:
        raise invalid("'encoding_format' must be 'float' or 'base64'.", "encoding_format")
    return value == "base64"


def _items(value: object, limits: Limits) -> tuple[Item, ...]:
    if isinstance(value, str | dict):
        value = [value]
    if not isinstance(value, list):
        raise invalid("'input' must be a string, an image, or a list of them.")
    if not value:
        raise invalid("'input' is empty; give at least one text or image.")
    if len(value) > limits.items:
        raise too_large(f"'input' has more than {limits.items} items; send several requests.")
    items = tuple(_item(entry, f"input[{place}]", limits) for place, entry in enumerate(value))
    _require_few_letters(items, limits)
    return items


def _item(value: object, place: str, limits: Limits) -> Item:
    if isinstance(value, dict):
        return _image(value, place)
    if isinstance(value, int | list):
        raise invalid("Token ids are not taken; send the text itself.", place, "tokens_unsupported")
    if not isinstance(value, str):
        raise invalid("An item must be a string or an object with 'image'.", place)
    if value[: len(_IMAGE_ADDRESS)].lower() == _IMAGE_ADDRESS:
        return _image({"image": value}, place)
    return _text(value, place, limits)


def _text(value: str, place: str, limits: Limits) -> str:
    if not value:
        raise invalid("A text is empty.", place)
    if len(value) > limits.letters:
        raise too_large(f"A text has more than {limits.letters} characters, of which the model reads the first.", place)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise invalid("A text is no Unicode: it holds half of a surrogate pair.", place) from error
    return value


def _image(value: Mapping[str, object], place: str) -> EncodedImage:
    content = value.get("image")
    if value.keys() != {"image"} or not isinstance(content, str):
        raise invalid("An object must hold 'image' and nothing else, a string of base64 or a data URL.", place)
    if content.startswith("data:"):
        head = _DATA_ADDRESS.match(content)
        if head is None:
            raise invalid("A data URL must begin like data:image/png;base64, and go on in base64.", place)
        content = content[head.end() :]
    if content[:8].lower().startswith(_WEB):
        raise invalid("Images are not fetched from elsewhere; send the file itself in base64.", place)
    if not content:
        raise invalid("An image is empty.", place)
    return EncodedImage(content)


def _require_few_letters(items: Sequence[Item], limits: Limits) -> None:
    if sum(len(item) for item in items if isinstance(item, str)) > limits.all_letters:
        raise too_large(f"The texts have more than {limits.all_letters} characters together; send several requests.")
