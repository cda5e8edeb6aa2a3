"""Images as files, which is how they travel."""

import io

from PIL import Image


def png_of(image: Image.Image) -> bytes:
    """An image as a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
