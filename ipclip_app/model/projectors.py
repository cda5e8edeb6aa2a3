"""The kinds of projectors, by the names under which files and recipes know them."""

from typing import Final, Literal, get_args

from ipclip_app.model.backbone import Backbone
from ipclip_app.model.gated_projector import GatedProjector
from ipclip_app.model.ip_projector import ReferenceProjector, ResidualProjector

Projector = ReferenceProjector | ResidualProjector | GatedProjector
ProjectorKind = Literal["reference", "residual", "gated"]
KINDS: Final[tuple[ProjectorKind, ...]] = get_args(ProjectorKind)


def new_projector(kind: str, backbone: Backbone) -> Projector:
    """An untrained projector, sized by the backbone; draws from torch's random state.

    Raises:
        ValueError: The kind is none of KINDS.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no projector of the kind '{kind}'")
    if kind == "reference":
        return ReferenceProjector(backbone.block_widths, backbone.text_width)
    made = GatedProjector if kind == "gated" else ResidualProjector
    return made(backbone.block_widths, backbone.text_width, backbone.embed_dim)


def kind_of(projector: Projector) -> ProjectorKind:
    """The name of a projector's kind."""
    if isinstance(projector, GatedProjector):
        return "gated"
    return "reference" if isinstance(projector, ReferenceProjector) else "residual"
