"""Collects the statistics of images: from the cache what is there, from the image tower the rest."""

import hashlib
import json
from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from math import ceil
from typing import Final

import torch
from torch import Tensor

from ipclip_app.data.augment import NOTHING, Materials
from ipclip_app.data.domains import ImageFile
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.feature_table import FeatureTable
from ipclip_app.jobs.read_ahead import THREADS, read_ahead
from ipclip_app.jobs.table_builder import TableBuilder
from ipclip_app.jobs.view_preparation import PreparedViews, ViewOrder, prepare_views
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.feature_database import FeatureSource, ViewKey
from ipclip_app.model.stored_statistics import pack, unpack
from ipclip_app.progress import Job, Notice, Report

READING_VERSION: Final = 2
"""To be raised whenever images are read or views drawn in another way, so that old entries are not used."""

LOOK_UP: Final = 256
"""Views asked of the cache at once."""

Events = Generator[str | None, None, None]
"""A sentence for the user, or None for mere progress."""


def feature_source(backbone: Backbone) -> FeatureSource:
    """What decides the statistics besides content and view.

    The kind of device belongs to it: processors round differently, and a run on the CPU shall give the same whatever a
    graphics card computed before.
    """
    settings = json.dumps(backbone.preprocessing.to_json(), sort_keys=True)
    digest = hashlib.sha256(settings.encode()).hexdigest()
    return FeatureSource(backbone.identity, f"{READING_VERSION}/{backbone.device.type}/{digest}")


def collect_statistics(  # noqa: PLR0913 - what to compute, with what, and how; the last four have defaults
    backbone: Backbone,
    files: Sequence[ImageFile],
    views: Sequence[str],
    cache: FeatureCache | None = None,
    *,
    materials: Materials = NOTHING,
    batch_size: int | None = None,
    phase: str = "statistics",
) -> Job[FeatureTable]:
    """Statistics of every image under every view: one pass of the frozen image tower per view, ever.

    Images with equal bytes are computed once. Fresh statistics are rounded to the cache's precision before they are
    used, with or without a cache, so that a warm cache and a cold one give the same numbers. An image that cannot be
    used is left out with a notice. Closing the job loses the batch in hand and nothing that was reported.

    Args:
        backbone: The frozen model, on the device that shall work.
        files: The images.
        views: Names of the views, see `data.augment.draw_view`.
        cache: Where statistics are kept; None to keep nothing.
        materials: What the views are drawn with.
        batch_size: Views encoded at once; None for what suits the device.
        phase: Phase of the reports, whose unit is one view of one image.

    Raises:
        TooLittleMemoryError: The device cannot even encode one view.
    """
    builder = TableBuilder(files, views, backbone.embed_dim, backbone.block_widths)
    collection = _Collection(builder, backbone, cache, materials, batch_size)
    with closing(collection.run()) as events:
        for event in events:
            if event is None:
                yield Report(phase, builder.done, builder.total)
            else:
                yield Notice(phase, builder.done, builder.total, event)
    return builder.table()


class _Collection:
    """One run of `collect_statistics`."""

    def __init__(
        self,
        builder: TableBuilder,
        backbone: Backbone,
        cache: FeatureCache | None,
        materials: Materials,
        batch_size: int | None,
    ) -> None:
        self._builder = builder
        self._cache = cache
        self._source = feature_source(backbone)
        self._encoder = Encoder(backbone, batch_size)
        self._images_in_batch = ceil(self._encoder.batch_size / max(1, builder.views))
        self._prepare = partial(prepare_views, preprocessing=backbone.preprocessing, materials=materials)

    def run(self) -> Events:
        keys = self._builder.keys()
        missing: list[ViewKey] = []
        for start in range(0, len(keys), LOOK_UP):
            missing.extend(self._look_up(keys[start : start + LOOK_UP]))
            yield from self._cache_notices()
            yield None
        yield from self._compute(missing)

    def _look_up(self, keys: list[ViewKey]) -> list[ViewKey]:
        """Place what the cache holds and return the rest."""
        found = self._cache.get_many(self._source, keys) if self._cache is not None else {}
        if found:
            self._builder.place(found, unpack(list(found.values())))
        return [key for key in keys if key not in found]

    def _compute(self, missing: list[ViewKey]) -> Events:
        orders = [
            ViewOrder(digest, tuple(self._builder.paths[digest]), tuple(view for _, view in keys))
            for digest, keys in groupby(missing, key=lambda key: key[0])
        ]
        waiting: list[tuple[ViewKey, Tensor]] = []
        ahead = THREADS + self._images_in_batch  # the next batch gets ready while one is being encoded
        with closing(read_ahead(self._prepare, orders, THREADS, ahead)) as prepared:
            for views in prepared:
                yield from self._accept(views, waiting)
                while len(waiting) >= self._encoder.batch_size:
                    yield from self._encode(waiting)
        while waiting:
            yield from self._encode(waiting)

    def _accept(self, prepared: PreparedViews, waiting: list[tuple[ViewKey, Tensor]]) -> Events:
        order = prepared.order
        if prepared.pixels is None:
            self._builder.leave_out(order.digest, len(order.views), prepared.errors)
            yield from (str(error) for error in prepared.errors)
        else:
            keys = [(order.digest, view) for view in order.views]
            waiting.extend(zip(keys, prepared.pixels, strict=True))
            yield None

    def _encode(self, waiting: list[tuple[ViewKey, Tensor]]) -> Events:
        """Encode, keep and place the first batch of what is waiting."""
        count = self._encoder.batch_size
        batch, waiting[:] = waiting[:count], waiting[count:]
        keys = [key for key, _ in batch]
        stored = pack((yield from self._encoder.encode(torch.stack([pixels for _, pixels in batch]))))
        if self._cache is not None:
            self._cache.put_many(self._source, dict(zip(keys, stored, strict=True)))
        self._builder.place(keys, unpack(stored))
        yield from self._cache_notices()
        yield None

    def _cache_notices(self) -> Events:
        if self._cache is not None:
            yield from self._cache.take_notices()
