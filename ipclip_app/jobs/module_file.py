"""The finished module of a run: both projectors and the verdict in one file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ipclip_app.audit.verdict import Authorizer, Thresholds
from ipclip_app.errors import RunError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_projector import Projector
from ipclip_app.storage import write_atomically
from ipclip_app.training.learner import BestEpoch
from ipclip_app.training.recipes import Recipe, recipe_of
from ipclip_app.training.start import new_projector

FORMAT: Final = 1


@dataclass(frozen=True, eq=False)
class ProtectedModule:
    """What training leaves behind.

    Attributes:
        protected: The IP-CLIP projector of the best epoch.
        unprotected: The projector trained with L_a alone, of its best epoch.
        authorizer: The authorization score.
        thresholds: Its levels.
        best: Which epoch was chosen, and its validation score.
        recipe: Decides how the projectors are built.
    """

    protected: Projector
    unprotected: Projector
    authorizer: Authorizer
    thresholds: Thresholds
    best: BestEpoch
    recipe: Recipe

    def write(self, path: Path) -> None:
        """Write the module atomically.

        Raises:
            OutputError: The disk is full or the folder read-only.
        """
        groups = {
            "protected": self.protected.state_dict(),
            "unprotected": self.unprotected.state_dict(),
            "verdict": self.authorizer.tensors(),
        }
        tensors = {
            f"{group}.{name}": value.detach().cpu().contiguous()
            for group, parts in groups.items()
            for name, value in parts.items()
        }
        facts = {"thresholds": asdict(self.thresholds), "best": asdict(self.best), "projector": self.recipe.projector}
        metadata = {"format": str(FORMAT), "facts": json.dumps(facts)}
        write_atomically(path, lambda target: save_file(tensors, target, metadata))


def read_module(path: Path, backbone: Backbone) -> ProtectedModule:
    """Read a finished module onto the backbone's device.

    Raises:
        RunError: The file is missing, damaged, of another version or for another backbone.
    """
    if not path.is_file():
        raise RunError(path.parent, "has no finished module yet", "finish it with `ipclip train --resume --out`")
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
        facts = json.loads(metadata["facts"])
        recipe = recipe_of("reference" if facts["projector"] == "reference" else "default")
        return _assemble(tensors, facts, recipe, backbone)
    except (SafetensorError, OSError, KeyError, ValueError, RuntimeError, TypeError) as error:
        raise RunError(path, f"is damaged ({type(error).__name__})", "train again into another folder") from error


def _assemble(
    tensors: dict[str, torch.Tensor], facts: dict[str, dict[str, float]], recipe: Recipe, backbone: Backbone
) -> ProtectedModule:
    def below(prefix: str) -> dict[str, torch.Tensor]:
        start = f"{prefix}."
        return {name.removeprefix(start): value for name, value in tensors.items() if name.startswith(start)}

    def projector(group: str) -> Projector:
        module = new_projector(recipe, backbone)
        module.load_state_dict(below(group))
        return module.to(backbone.device).eval()

    best = BestEpoch(int(facts["best"]["epoch"]), float(facts["best"]["score"]))
    authorizer, thresholds = Authorizer(**below("verdict")), Thresholds(**facts["thresholds"])
    return ProtectedModule(projector("protected"), projector("unprotected"), authorizer, thresholds, best, recipe)
