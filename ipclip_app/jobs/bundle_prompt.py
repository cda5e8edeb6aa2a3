"""The protected prompt as the tensors of a bundle, and back; the unprotected projector has no way into them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from ipclip_app.audit.verdict import Authorizer, Thresholds
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.projectors import Projector, new_projector
from ipclip_app.model.tensor_file import below

_PROJECTOR: Final = "projector"
_VERDICT: Final = "verdict"


def prompt_tensors(model: ProtectedModel) -> dict[str, Tensor]:
    """The protected projector and the authorization score, float32 on the CPU."""
    parts = {_PROJECTOR: model.protected.state_dict(), _VERDICT: model.authorizer.tensors()}
    return {
        f"{part}.{name}": value.detach().to("cpu", torch.float32).contiguous()
        for part, tensors in parts.items()
        for name, value in tensors.items()
    }


@dataclass(frozen=True)
class PromptSettings:
    """What decides, beside the tensors, how a prompt is put to work.

    Attributes:
        kind: Kind of the projector, one of KINDS.
        thresholds: Levels of the verdict.
        class_names: The classes in the order of the logits.
    """

    kind: str
    thresholds: Thresholds
    class_names: tuple[str, ...]


def prompt_shapes(kind: str, backbone: Backbone) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the tensors that a prompt of this kind has on a backbone."""
    inputs = (2 * sum(backbone.block_widths) + backbone.embed_dim,)
    verdict = {**dict.fromkeys(("location", "scale", "weight"), inputs), "bias": ()}
    projector = {name: tuple(value.shape) for name, value in _empty(kind, backbone).state_dict().items()}
    parts = {_PROJECTOR: projector, _VERDICT: verdict}
    return {f"{part}.{name}": shape for part, shapes in parts.items() for name, shape in shapes.items()}


def assemble_prompt(settings: PromptSettings, tensors: Mapping[str, Tensor], backbone: Backbone) -> ProtectedModel:
    """Put tensors of `prompt_shapes` to work on a backbone's device.

    Raises:
        ClassNameTooLongError: A name does not fit behind the IP prompt.
    """
    projector = _empty(settings.kind, backbone)
    # copied, because a file's tensors are not aligned, and that alone may change the last bit of a product
    owned = {name: value.clone() for name, value in tensors.items()}
    projector.load_state_dict(below(owned, _PROJECTOR), assign=True)
    projector.requires_grad_(requires_grad=False)
    authorizer = Authorizer(**below(owned, _VERDICT))
    return ProtectedModel.assemble(backbone, projector, authorizer, settings.thresholds, settings.class_names)


def _empty(kind: str, backbone: Backbone) -> Projector:
    """A projector without values: it takes no memory and draws nothing from torch's random state."""
    with torch.device("meta"):
        return new_projector(kind, backbone)
