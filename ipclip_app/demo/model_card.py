"""The text that ships beside the demo backbone: what it is, what it has seen, what it can do."""

from collections.abc import Mapping

from ipclip_app.demo.backbone_training import BackboneTraining
from ipclip_app.demo.captions import readable
from ipclip_app.demo.drawing import STYLE_NAMES
from ipclip_app.demo.scenes import CLASS_NAMES
from ipclip_app.demo.zero_shot import TEMPLATE

_CARD = """# Demo backbone

A small CLIP of open_clip's own architecture, in half precision: a ViT with {layers} blocks of width {width} on images
of {size} px in patches of {patch} px, and a causal text transformer of width {text_width}. It exists so that everything
in this program can be tried offline within minutes. It is no vision model for real images.

- Trained on {pictures} pictures drawn by `ipclip_app.demo`, {per_cell} of each class in each style, and captions of
  them; on no photograph and no data of anybody else.
- Classes: {classes}.
- Styles: {styles}.
- Loads with `open_clip.create_model_and_transforms("local-dir:resources/backbones/demo")`.

Zero-shot accuracy with the single template "{template}" on {tested} freshly drawn pictures of each style:

| style | accuracy |
| --- | --- |
{rows}

Made again by `python -m ipclip_app.demo.make_resources --out resources --seed {seed}`, in less than an hour on two
cores; the same seed gives the same weights on the same processor and version of torch.
"""


def model_card(config: BackboneTraining, accuracy: Mapping[str, float], tested: int) -> str:
    """The card as Markdown.

    Args:
        config: How the backbone was trained.
        accuracy: Zero-shot accuracy in percent by style.
        tested: Pictures measured in each style.
    """
    vision, text = config.architecture["vision_cfg"], config.architecture["text_cfg"]
    return _CARD.format(
        size=vision["image_size"],
        patch=vision["patch_size"],
        layers=vision["layers"],
        width=vision["width"],
        text_width=text["width"],
        pictures=f"{config.per_cell * len(CLASS_NAMES) * len(STYLE_NAMES):,}",
        per_cell=config.per_cell,
        classes=", ".join(readable(name) for name in CLASS_NAMES),
        styles=", ".join(STYLE_NAMES),
        template=TEMPLATE,
        tested=tested,
        rows="\n".join(f"| {style} | {percent:.1f} % |" for style, percent in accuracy.items()),
        seed=config.seed,
    )
