"""What a licensee imports: a bundle that classifies and audits images."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from os import PathLike
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from ipclip_app.bundle.manifest import Manifest
from ipclip_app.config import Device
from ipclip_app.data.images import opened_image, read_image
from ipclip_app.errors import ImageError, ImageMemoryError
from ipclip_app.jobs.audit import error_row, judge_rows
from ipclip_app.jobs.audit_row import AuditRow, ClassProbability
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.load_bundle import BundleSource, LoadedBundle, load_bundle
from ipclip_app.jobs.read_ahead import THREADS, read_ahead
from ipclip_app.jobs.view_preparation import scaled
from ipclip_app.model.device import enough_memory, is_out_of_memory
from ipclip_app.model.preprocessing import Preprocessing
from ipclip_app.model.stored_statistics import pack, unpack
from ipclip_app.progress import run_to_end

ImageSource = str | PathLike[str] | Image.Image
"""A file, or an image that Pillow has opened or made."""


@dataclass(frozen=True)
class Classification:
    """What the protected model takes an image for.

    Attributes:
        class_name: The most probable class.
        probability: How sure the model is, 0 to 1 over all classes.
        top: The most probable classes, at most three, best first.
    """

    class_name: str
    probability: float
    top: tuple[ClassProbability, ...]


class OpenedBundle:
    """A bundle at work; see `open_bundle`."""

    def __init__(self, loaded: LoadedBundle) -> None:
        """Wrap a bundle that passed every check."""
        self._loaded = loaded
        self._encoder = Encoder(loaded.model.backbone)

    @property
    def manifest(self) -> Manifest:
        """What the issuer signed: who may do what with it until when, classes, levels, figures."""
        return self._loaded.manifest

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes."""
        return self._loaded.model.class_names

    @property
    def issuer_known(self) -> bool:
        """Whether the signature was checked with a key that was given or is trusted."""
        return self._loaded.issuer_known

    @property
    def notices(self) -> tuple[str, ...]:
        """What the licensee should know, for instance that the issuer is unknown or that outputs differ here."""
        return self._loaded.notices

    def classify(self, images: Sequence[ImageSource]) -> list[Classification]:
        """Classify images with the protected model, in batches.

        Args:
            images: Files and images.

        Returns:
            One answer for each image, in their order.

        Raises:
            ImageError: An image cannot be used; `audit` tells it in a row instead.
            TooLittleMemoryError: Not even one image at a time fits.
        """
        return [_classification(row) for row in self._rows(images)]

    def audit(self, images: Sequence[ImageSource]) -> list[AuditRow]:
        """Tell of each image whether it is authorized, in batches.

        Args:
            images: Files and images; an image without a file name is called `image N`, counted from 1.

        Returns:
            One row for each image, in their order: verdict, score, top classes of the protected and the zero-shot
            model; for what cannot be judged the verdict `error` and the reason.

        Raises:
            TooLittleMemoryError: Not even one image at a time fits.
        """
        return [error_row(row) if isinstance(row, ImageError) else row for row in self._rows(images)]

    def _rows(self, images: Sequence[ImageSource]) -> Iterator[AuditRow | ImageError]:
        backbone = self._loaded.model.backbone
        prepare = partial(_prepare, preprocessing=backbone.preprocessing)
        ahead = THREADS + self._encoder.batch_size
        with (
            enough_memory("these images", backbone.device),
            closing(read_ahead(prepare, enumerate(images, 1), THREADS, ahead)) as ready,
        ):
            while batch := list(islice(ready, self._encoder.batch_size)):
                yield from self._judged(batch)

    def _judged(self, batch: Sequence["_Prepared | ImageError"]) -> list[AuditRow | ImageError]:
        usable = [each for each in batch if isinstance(each, _Prepared)]
        rows = iter(self._judge(usable) if usable else ())
        return [next(rows) if isinstance(each, _Prepared) else each for each in batch]

    def _judge(self, images: Sequence["_Prepared"]) -> tuple[AuditRow, ...]:
        """Rows of at least one image, of the same rounded statistics as everywhere in the program."""
        encoding = self._encoder.encode(torch.stack([image.pixels for image in images]))
        while True:
            try:
                next(encoding)
            except StopIteration as end:
                statistics = unpack(pack(end.value))
                break
        return judge_rows(self._loaded.model, [image.path for image in images], statistics)


@dataclass(frozen=True, eq=False)
class _Prepared:
    """An image ready for the backbone, (3, H, W)."""

    path: Path
    pixels: Tensor


def _prepare(numbered: tuple[int, ImageSource], preprocessing: Preprocessing) -> _Prepared | ImageError:
    """Pixels of an image, or why it cannot be used; runs in threads."""
    number, image = numbered
    path = _path_of(image, number)
    try:
        picture = opened_image(path, image) if isinstance(image, Image.Image) else read_image(path)
        return _Prepared(path, scaled(path, picture, preprocessing))
    except ImageError as error:
        return error
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        return ImageMemoryError(path)


def _path_of(image: ImageSource, number: int) -> Path:
    if isinstance(image, Image.Image):
        return Path(getattr(image, "filename", "") or f"image {number}")
    return Path(image)


def _classification(row: AuditRow | ImageError) -> Classification:
    if isinstance(row, ImageError):
        raise row
    if not row.protected:
        raise ImageError(row.path, row.error or "cannot be judged", "leave it out")
    best = row.protected[0]
    return Classification(best.class_name, best.probability, row.protected)


def open_bundle(  # noqa: PLR0913 - the licensee's one call; all but the file have defaults
    path: str | PathLike[str],
    issuer: str | PathLike[str] | None = None,
    *,
    backbone: str | None = None,
    device: Device = "auto",
    key: str | PathLike[str] | None = None,
    passphrase: str | None = None,
) -> OpenedBundle:
    """Check a bundle, load its backbone and put it to work.

    Args:
        path: The `.ipclip` file.
        issuer: Public key file of the one who must have signed it. Without it, one of the issuers trusted on this
            computer; if it is none of them, `issuer_known` is False and a notice tells so.
        backbone: Reference of the backbone; without it, the one at hand that the bundle names.
        device: Where to compute.
        key: Private key file, for a bundle that is encrypted; without it, the fitting one of the user's own keys.
        passphrase: Opens that key; without it, that of the environment, IPCLIP_PASSPHRASE.

    Returns:
        The bundle, whose `classify` and `audit` take any number of images.

    Raises:
        IpclipError: The bundle is refused before anything of it is loaded; the class and the sentence tell why.
    """
    source = BundleSource(Path(path), _optional(issuer), backbone, device, key=_optional(key), passphrase=passphrase)
    return OpenedBundle(run_to_end(load_bundle(source)))


def _optional(path: str | PathLike[str] | None) -> Path | None:
    return None if path is None else Path(path)
