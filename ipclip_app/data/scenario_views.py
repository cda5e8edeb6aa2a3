"""Which views of an image stand for the authorized and for the unauthorized domain in each scenario."""

from dataclasses import dataclass
from typing import Final

from ipclip_app.config import TRIGGERED, TrainConfig
from ipclip_app.data.augment import PLAIN

_MIRRORED: Final = "flip"
_VALIDATION_STYLES: Final = 4
_UNSEEN: Final = 1000
"""From here on the control triggers drawn for an image are those of validation, which training must not have seen."""


@dataclass(frozen=True)
class SideViews:
    """The views of one domain, in each part the one that stands for the domain first.

    Attributes:
        train: Views of training images, drawn at random with equal chances.
        validation: Views of validation images.
        test: The view under which test images are judged.
    """

    train: tuple[str, ...]
    validation: tuple[str, ...]
    test: str


@dataclass(frozen=True)
class ScenarioViews:
    """The views of both domains, and the name after which a further domain's views are called.

    Attributes:
        authorized: What the model shall work on.
        unauthorized: What it shall fail on.
        further: Views of every further domain that is tested, by what is added to its name.
    """

    authorized: SideViews
    unauthorized: SideViews
    further: dict[str, str]


def needs_partners(config: TrainConfig) -> bool:
    """Whether style is exchanged between images, so that a pool of them is needed."""
    return config.preset == "default" and config.scenario in {"target-free", "authorization"}


def scenario_views(config: TrainConfig, trigger: str = "", pool: str = "") -> ScenarioViews:
    """The views of a run (IP-CLIP, arXiv 2503.02393, section 3.1, and the released code).

    Target-free: authorized images and their style-augmented views. Ownership: clean images, in the default preset also
    with control triggers, and images with the owner's trigger. Authorization: images with the trigger against a mixture
    of trigger and style (40%), clean (20%) and style alone (40%); the default preset counts control triggers as clean.

    Args:
        config: Scenario, preset and number of views.
        trigger: Identity of the owner's trigger, where the scenario has one.
        pool: Name of the pool of images with which style is exchanged, where `needs_partners`.
    """
    own = config.views.keys()
    mirrored = own[:2] if config.views.flip else own[:1]
    plain = SideViews(own, mirrored, PLAIN)
    further = {"": PLAIN, " with trigger": f"trigger.{trigger}"} if config.scenario in TRIGGERED else {"": PLAIN}
    if config.scenario == "target-specified":
        return ScenarioViews(plain, plain, further)
    if config.scenario == "target-free":
        return ScenarioViews(plain, _styled(config, pool), further)
    marked = SideViews(_marked(trigger, own), _marked(trigger, mirrored), f"trigger.{trigger}")
    if config.scenario == "ownership":
        return ScenarioViews(_with_controls(config, plain, trigger), marked, further)
    return ScenarioViews(marked, _mixture(config, own, trigger, pool), further)


def _marked(trigger: str, views: tuple[str, ...]) -> tuple[str, ...]:
    """The same views of images that bear the trigger."""
    return tuple(f"trigger.{trigger}" + ("" if view == PLAIN else f"+{view}") for view in views)


def _style(config: TrainConfig, index: int, pool: str) -> str:
    return f"style{index}.{pool}" if needs_partners(config) else f"rand{index}"


def _styled(config: TrainConfig, pool: str) -> SideViews:
    styles = tuple(_style(config, index, pool) for index in range(max(config.views.styles, _VALIDATION_STYLES)))
    return SideViews(styles[: config.views.styles], styles[:_VALIDATION_STYLES], styles[0])


def _controls(config: TrainConfig, trigger: str, count: int) -> tuple[str, ...]:
    """Views of training images with so many control triggers, every second one mirrored; none in the reference."""
    if config.preset == "reference":
        return ()
    turns = ("", f"+{_MIRRORED}") if config.views.flip else ("",)
    return tuple(f"control.{trigger}.{index}{turns[index % len(turns)]}" for index in range(count))


def _with_controls(config: TrainConfig, plain: SideViews, trigger: str) -> SideViews:
    """Clean images of which some bear another pattern, so that only the owner's pattern does harm."""
    controls = _controls(config, trigger, config.views.controls)
    unseen = tuple(f"control.{trigger}.{_UNSEEN + index}" for index in range(min(2, len(controls))))
    return SideViews((*plain.train, *controls), (*plain.validation, *unseen), plain.test)


def _mixture(config: TrainConfig, own: tuple[str, ...], trigger: str, pool: str) -> SideViews:
    """Everything that is not a clean image with the trigger.

    With 8 styles the reference has the released shares. The default preset gives the images without trigger more room,
    since every domain has such.
    """
    styles = [_style(config, index, pool) for index in range(config.views.styles)]
    quarter = max(1, len(styles) // 4)
    marked = 2 * quarter if config.preset == "reference" else quarter
    triggered = tuple(f"trigger.{trigger}+{style}" for style in styles[:marked])
    clean = own[:quarter]
    train = (*clean, *_controls(config, trigger, len(clean)), *triggered, *styles[marked:])
    return SideViews(train, (*clean[:2], *triggered[:1], *styles[marked : marked + 1]), PLAIN)
