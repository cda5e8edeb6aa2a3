"""Everything that a model says and that experiments with watermarks need, computed once and kept in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from ipclip_app.bench.innocents import TEMPLATES
from ipclip_app.data.class_names import class_key
from ipclip_app.data.domains import ImageFile, discover_domains, scan_domain
from ipclip_app.errors import TooFewImagesError
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.features import collect_statistics
from ipclip_app.jobs.model_answers import picture_statistics
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.text_tower import tokenizer
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.watermark.attacks.utility import EvaluationSet
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.trigger_pictures import draw_picture
from ipclip_app.watermark.trigger_texts import draw_text, words_of

MOST_IMAGES: Final = 4000
"""Of a larger folder so many are drawn."""
FEWEST_IMAGES: Final = 20
_TEXTS_AT_ONCE: Final = 64


@dataclass(frozen=True)
class Inputs:
    """What models are asked about.

    Attributes:
        files: Labelled images in a random order.
        class_names: The N classes.
        captions: All templates filled with all classes, template by template.
        pictures: Pictures that resemble nothing, as they are drawn for trigger pairs.
        texts: As many texts that resemble nothing.
        words: Further such texts, with which a thief asks his service.
    """

    files: tuple[ImageFile, ...]
    class_names: tuple[str, ...]
    captions: tuple[str, ...]
    pictures: tuple[NDArray[np.uint8], ...]
    texts: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def labels(self) -> NDArray[np.intp]:
        """Class of each image."""
        places = {class_key(name): place for place, name in enumerate(self.class_names)}
        return np.asarray([places[class_key(file.class_name or "")] for file in self.files], dtype=np.intp)


@dataclass(frozen=True, eq=False)
class World:
    """Clean embeddings of inputs by one model, unit rows of its D.

    Attributes:
        images: Of the images that can be read.
        labels: Their classes.
        captions: Of the captions.
        caption_labels: Their classes.
        pictures: Of the pictures that resemble nothing.
        texts: Of the texts that resemble nothing.
        words: Of the texts of a thief.
    """

    images: Rows
    labels: NDArray[np.intp]
    captions: Rows
    caption_labels: NDArray[np.intp]
    pictures: Rows
    texts: Rows
    words: Rows

    @property
    def dimension(self) -> int:
        """D."""
        return int(self.images.shape[1])

    def tested(self, places: NDArray[np.intp] | None = None) -> EvaluationSet:
        """Images in some places, all if none are named, and all captions."""
        chosen = slice(None) if places is None else places
        return EvaluationSet(self.images[chosen], self.labels[chosen], self.captions, self.caption_labels)


def find_files(root: Path, seed: int) -> Job[tuple[ImageFile, ...]]:
    """Labelled images of one domain or of a folder of domains, at most MOST_IMAGES, in an order drawn from the seed.

    Raises:
        FolderError: The folder cannot be used.
        TooFewImagesError: It holds fewer than FEWEST_IMAGES.
    """
    files: dict[str, ImageFile] = {}
    for path in (yield from discover_domains(root)).domains:
        scanned = yield from scan_domain(path, needs_classes=True)
        for failure in scanned.failures:
            yield Notice("scan", 0, 0, str(failure))
        files |= {file.digest: file for file in scanned.domain.files}
    if len(files) < FEWEST_IMAGES:
        raise TooFewImagesError(str(root), len(files), FEWEST_IMAGES)
    kept = sorted(files.values(), key=lambda file: file.digest)
    order = np.random.default_rng(seed).permutation(len(kept))[:MOST_IMAGES]
    return tuple(kept[place] for place in order)


def draw_inputs(files: Sequence[ImageFile], side: int, seed: int, pairs: int, words: int) -> Inputs:
    """Add what is written and drawn.

    Args:
        files: The images.
        side: Side of the pictures, pixels.
        seed: Decides them and the texts.
        pairs: Number of pictures and of texts that resemble nothing.
        words: Number of the thief's texts.
    """
    generator = np.random.default_rng((seed, 1))
    vocabulary = words_of(list(tokenizer().encoder))
    names = {class_key(file.class_name or ""): file.class_name or "" for file in files}
    class_names = tuple(sorted(names.values()))
    return Inputs(
        tuple(files),
        class_names,
        tuple(template.format(name.replace("_", " ")) for template in TEMPLATES for name in class_names),
        tuple(draw_picture(side, generator) for _ in range(pairs)),
        tuple(draw_text(vocabulary, generator) for _ in range(pairs)),
        tuple(draw_text(vocabulary, generator) for _ in range(words)),
    )


def build_world(backbone: Backbone, inputs: Inputs, name: str = "") -> Job[World]:
    """Encode everything with a backbone; images that cannot be read are left out with a notice.

    Args:
        backbone: The model.
        inputs: What it is asked about.
        name: Begins the phases, where several models are asked.

    Raises:
        TooLittleMemoryError: Not even one image at a time fits.
    """
    with FeatureCache() as cache:
        table = yield from collect_statistics(backbone, inputs.files, ("plain",), cache, phase=f"{name} images".strip())
    places = {file.path: label for file, label in zip(inputs.files, inputs.labels, strict=True)}
    pictures = yield from _encode_pictures(backbone, inputs.pictures, f"{name} trigger pictures".strip())
    texts = yield from _encode_texts(
        backbone, (*inputs.captions, *inputs.texts, *inputs.words), f"{name} texts".strip()
    )
    captions, pairs = len(inputs.captions), len(inputs.texts)
    return World(
        unit_rows(table.plain().feature.numpy()),
        np.asarray([places[file.path] for file in table.files], dtype=np.intp),
        texts[:captions],
        np.arange(captions) % len(inputs.class_names),
        pictures,
        texts[captions : captions + pairs],
        texts[captions + pairs :],
    )


def _encode_pictures(backbone: Backbone, pictures: Sequence[NDArray[np.uint8]], phase: str) -> Job[Rows]:
    encoder, parts = Encoder(backbone), []
    if not pictures:
        return np.zeros((0, backbone.embed_dim))
    for start in range(0, len(pictures), encoder.batch_size):
        yield Report(phase, start, len(pictures))
        batch = [Image.fromarray(pixels) for pixels in pictures[start : start + encoder.batch_size]]
        parts.append(picture_statistics(backbone, encoder, batch).feature)
    yield Report(phase, len(pictures), len(pictures))
    return _rows(parts)


def _encode_texts(backbone: Backbone, texts: Sequence[str], phase: str) -> Job[Rows]:
    parts = []
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        yield Report(phase, start, len(texts))
        parts.append(backbone.encode_text(texts[start : start + _TEXTS_AT_ONCE]).cpu())
    yield Report(phase, len(texts), len(texts))
    return _rows(parts)


def _rows(parts: Sequence[torch.Tensor]) -> Rows:
    return unit_rows(torch.cat([*parts]).numpy())
