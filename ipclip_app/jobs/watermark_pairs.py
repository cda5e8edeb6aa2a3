"""Draws the trigger pairs of a secret: what a model says of ordinary images and texts, and what is far from that."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from ipclip_app.data.class_names import class_key
from ipclip_app.data.domains import ImageFile, discover_domains, scan_domain
from ipclip_app.errors import TooFewImagesError
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.features import collect_statistics
from ipclip_app.jobs.watermark_matrices import Randomness
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.text_tower import tokenizer
from ipclip_app.model.zero_shot import TEMPLATES
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.resources import resource_path
from ipclip_app.watermark.closed_form import ordinary_moment
from ipclip_app.watermark.pair_pool import CANDIDATES, PAIRS, choose_pairs
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.trigger_pictures import draw_picture
from ipclip_app.watermark.trigger_texts import draw_text, words_of

ORDINARY: Final = "ordinary images"
PICTURES: Final = "trigger pictures"
TEXTS: Final = "trigger texts"
FEWEST_IMAGES: Final = 20
MOST_IMAGES: Final = 1000
"""Of a larger folder so many are drawn."""
_TEXTS_AT_ONCE: Final = 64


@dataclass(frozen=True, eq=False)
class Ordinary:
    """What a model says of ordinary things, unit rows.

    Attributes:
        images: Of images, (images, D).
        texts: Of captions, (classes, D).
    """

    images: Rows
    texts: Rows

    @property
    def moment(self) -> Rows:
        """Their second moment, (D, D)."""
        return ordinary_moment(self.images, self.texts)


@dataclass(frozen=True, eq=False)
class DrawnPairs:
    """Trigger pairs that nobody owns yet.

    Attributes:
        pictures: (P, size, size, 3).
        texts: P.
        image_embeddings: Unit rows (P, D).
        text_embeddings: Unit rows (P, D).
    """

    pictures: NDArray[np.uint8]
    texts: tuple[str, ...]
    image_embeddings: NDArray[np.float32]
    text_embeddings: NDArray[np.float32]


def collect_ordinary(backbone: Backbone, root: Path | None, randomness: Randomness) -> Job[Ordinary]:
    """Encode images and a caption for each of their classes.

    Args:
        backbone: The model.
        root: A folder with a subfolder for each class, or a folder of such folders; None for the sample images.
        randomness: Chooses among more than MOST_IMAGES images.

    Raises:
        FolderError: The folder cannot be used.
        TooFewImagesError: It has fewer than FEWEST_IMAGES usable images.
    """
    place = resource_path("sample") if root is None else root
    files = yield from _find(place)
    order = randomness.stream("ordinary").permutation(len(files))[:MOST_IMAGES]
    with FeatureCache() as cache:
        chosen = [files[index] for index in sorted(order)]
        table = yield from collect_statistics(backbone, chosen, ("plain",), cache, phase=ORDINARY)
    if len(table) < FEWEST_IMAGES:
        raise TooFewImagesError(str(place), len(table), FEWEST_IMAGES)
    names = {class_key(file.class_name or ""): file.class_name or "" for file in files}
    captions = [TEMPLATES[0].format(name.replace("_", " ")) for _, name in sorted(names.items())]
    texts = yield from _encode_texts(backbone, captions, "captions")
    return Ordinary(unit_rows(table.plain().feature.numpy()), texts)


def draw_pairs(backbone: Backbone, ordinary: Ordinary, randomness: Randomness) -> Job[DrawnPairs]:
    """Draw CANDIDATES pictures and texts and keep the PAIRS that suit best (VLPMarker, arXiv 2311.05863, section 3.2).

    Raises:
        TooLittleMemoryError: Not even one picture at a time can be encoded.
    """
    size = backbone.preprocessing.size
    words, source = words_of(list(tokenizer().encoder)), randomness.stream("texts")
    texts = tuple(draw_text(words, source) for _ in range(CANDIDATES))
    images = yield from _encode_pictures(backbone, randomness)
    encoded = yield from _encode_texts(backbone, texts, TEXTS)
    chosen = choose_pairs((images, encoded), (ordinary.images, ordinary.texts), min(PAIRS, CANDIDATES))
    pictures = np.stack([_picture(size, randomness, index) for index in chosen])
    kept = tuple(texts[index] for index in chosen)
    return DrawnPairs(pictures, kept, images[chosen].astype(np.float32), encoded[chosen].astype(np.float32))


def _picture(size: int, randomness: Randomness, index: int) -> NDArray[np.uint8]:
    """Drawn again where it is needed, so that not all of them lie in memory."""
    return draw_picture(size, randomness.stream("pictures", int(index)))


def _find(root: Path) -> Job[Sequence[ImageFile]]:
    """Images that differ in content, in a fixed order."""
    found: dict[str, ImageFile] = {}
    for domain in (yield from discover_domains(root)).domains:
        scanned = yield from scan_domain(domain, needs_classes=True)
        for failure in scanned.failures:
            yield Notice("scan", 0, 0, str(failure))
        found |= {file.digest: file for file in scanned.domain.files}
    return [found[digest] for digest in sorted(found)]


def _encode_pictures(backbone: Backbone, randomness: Randomness) -> Job[Rows]:
    encoder, size, done = Encoder(backbone), backbone.preprocessing.size, 0
    parts: list[Tensor] = []
    while done < CANDIDATES:
        yield Report(PICTURES, done, CANDIDATES)
        batch = range(done, min(CANDIDATES, done + encoder.batch_size))
        drawn = (Image.fromarray(_picture(size, randomness, index)) for index in batch)
        encoding = encoder.encode(torch.stack([backbone.preprocessing.apply(picture) for picture in drawn]))
        parts.append((yield from _with_notices(encoding, done)).feature)
        done += len(batch)
    yield Report(PICTURES, CANDIDATES, CANDIDATES)
    return unit_rows(torch.cat(parts).numpy())


def _with_notices(encoding: Generator[str, None, ImageStatistics], done: int) -> Job[ImageStatistics]:
    """The result, with a notice for each sentence."""
    while True:
        try:
            sentence = next(encoding)
        except StopIteration as end:
            result: ImageStatistics = end.value
            return result
        yield Notice(PICTURES, done, CANDIDATES, sentence)


def _encode_texts(backbone: Backbone, texts: Sequence[str], phase: str) -> Job[Rows]:
    parts: list[Tensor] = []
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        yield Report(phase, start, len(texts))
        parts.append(backbone.encode_text(texts[start : start + _TEXTS_AT_ONCE]).cpu())
    yield Report(phase, len(texts), len(texts))
    return unit_rows(torch.cat(parts).numpy())
