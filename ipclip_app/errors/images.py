"""One image cannot be used."""

from pathlib import Path

from ipclip_app.errors.base import IpclipError


class ImageError(IpclipError):
    """One image cannot be used; the run leaves it out and counts it."""

    kind = "unusable"

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class UnreadableImageError(ImageError):
    """The file cannot be opened (permissions, vanished, I/O error)."""

    kind = "unreadable"

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, f"cannot be read ({cause})", "check that it exists and that you may read it")


class NotAnImageError(ImageError):
    """The file's content is none of the supported image formats."""

    kind = "not_an_image"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is not an image of a known format", "remove it or save it as JPEG or PNG")


class CorruptImageError(ImageError):
    """The file starts as an image but its data is truncated or damaged."""

    kind = "truncated"

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, f"is truncated or damaged ({cause})", "restore it from its source or remove it")


class DecompressionBombError(ImageError):
    """The image would decompress to more pixels than the program accepts."""

    kind = "decompression_bomb"

    def __init__(self, path: Path, pixels: int, limit: int) -> None:
        super().__init__(path, f"has {pixels:,} pixels, more than the limit of {limit:,}", "scale it down or remove it")
        self.pixels = pixels


class ImageFileTooLargeError(ImageError):
    """The file has more bytes than the program reads into memory for one image."""

    kind = "too_large"

    def __init__(self, path: Path, size: int, limit: int) -> None:
        super().__init__(
            path,
            f"takes {size / 1e6:,.0f} MB, more than the limit of {limit / 1e6:,.0f} MB",
            "save it anew as JPEG or PNG or remove it",
        )


class ImageMemoryError(ImageError):
    """Main memory ran out while the image was read or scaled; the file may be sound."""

    kind = "memory"

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "needs more memory than there is",
            "close other programs and try again, scale it down or remove it",
        )


class ImageTooSmallError(ImageError):
    """The image has too few pixels on a side to carry content."""

    kind = "too_small"

    def __init__(self, path: Path, width: int, height: int, minimum: int) -> None:
        super().__init__(
            path,
            f"is {width} x {height} pixels, smaller than the minimum of {minimum} on a side",
            "use a larger version or remove it",
        )


class ElongatedImageError(ImageError):
    """The image is so long and thin that scaling its short side would give too many pixels."""

    kind = "elongated"

    def __init__(self, path: Path, width: int, height: int) -> None:
        super().__init__(
            path, f"is {width} x {height} pixels, far too long and thin for the model", "crop it or remove it"
        )


class ChangedImageError(ImageError):
    """The file's content is no longer what it was when its folder was scanned."""

    kind = "changed"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "changed while the program was running", "start again when nothing writes to the folder")


class StrayImageError(ImageError):
    """The image lies beside the class folders instead of in one."""

    kind = "stray"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "lies beside the class folders and belongs to none", "move it into one or remove it")
