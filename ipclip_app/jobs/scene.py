"""What the images of a run are shown as: the views of its scenario and what they are drawn with."""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Final

from PIL import Image

from ipclip_app.config import TRIGGERED, TrainConfig
from ipclip_app.data.augment import Materials, at_size
from ipclip_app.data.domains import ImageFile
from ipclip_app.data.images import read_image
from ipclip_app.data.rand_augment import reference_style
from ipclip_app.data.scenario_views import ScenarioViews, needs_partners, scenario_views
from ipclip_app.data.style_mixture import drawn_style
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import ImageError
from ipclip_app.jobs.dataset import Dataset
from ipclip_app.model.preprocessing import Preprocessing
from ipclip_app.progress import Job, Report

PHASE: Final = "styles"
PARTNERS: Final = 64
"""Images with which style is exchanged; more would hardly bring a new one."""
_NAME_DIGITS: Final = 16


@dataclass(frozen=True, eq=False)
class Scene:
    """The views of both domains, and what they are drawn with."""

    views: ScenarioViews
    materials: Materials


def prepare_scene(
    config: TrainConfig, dataset: Dataset, trigger: Trigger | None, preprocessing: Preprocessing
) -> Job[Scene]:
    """Find the views of a run and read the images with which style is exchanged, where it is.

    The pool's name follows from its contents and their order, so that views drawn with another one are not mistaken.
    An image that cannot be read is no partner; it is reported where it is used itself.

    Args:
        config: Scenario, preset and number of views.
        dataset: The run's images.
        trigger: The owner's trigger, where the scenario has one.
        preprocessing: That of the backbone.
    """
    partners: dict[str, Image.Image] = {}
    if needs_partners(config):
        partners = yield from _partners(dataset.authorized.train, preprocessing.size)
    pool = hashlib.sha256("".join(partners).encode()).hexdigest()[:_NAME_DIGITS]
    used = trigger if config.scenario in TRIGGERED else None
    styles = tuple(partners.values())
    materials = Materials(preprocessing.size, used, partial(drawn_style, partners=styles), reference_style)
    return Scene(scenario_views(config, used.identity if used else "", pool), materials)


def _partners(files: tuple[ImageFile, ...], size: int) -> Job[dict[str, Image.Image]]:
    """The first images by digest, whatever their paths, each at the network's size."""
    paths = {file.digest: file.path for file in sorted(files, key=lambda file: (file.digest, file.path))}
    chosen = sorted(paths)[:PARTNERS]
    partners: dict[str, Image.Image] = {}
    for step, digest in enumerate(chosen):
        yield Report(PHASE, step, len(chosen))
        try:
            partners[digest] = at_size(read_image(paths[digest]), size)
        except ImageError:
            continue
    yield Report(PHASE, len(chosen), len(chosen))
    return partners
