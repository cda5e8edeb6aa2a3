"""Images as files, which is how they travel, and what tells one from another."""

import hashlib
import io

from PIL import Image


def png_of(image: Image.Image) -> bytes:
    """An image as a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def pixel_digest(image: Image.Image) -> str:
    """SHA-256 of an RGB image's size and pixels, the same however a file would store them."""
    width, height = image.size
    return hashlib.sha256(b"RGB %d %d " % (width, height) + image.convert("RGB").tobytes()).hexdigest()
