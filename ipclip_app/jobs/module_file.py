"""The finished module of a run: both projectors and the verdict in one file."""

from dataclasses import asdict, dataclass
from pathlib import Path
from shlex import quote
from typing import Any

from torch import Tensor

from ipclip_app.audit.verdict import Authorizer, Thresholds
from ipclip_app.errors import RunError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.projectors import Projector, kind_of, new_projector
from ipclip_app.model.tensor_file import DamagedFileError, below, read_tensors, write_tensors
from ipclip_app.training.selection import BestEpoch


@dataclass(frozen=True, eq=False)
class ProtectedModule:
    """What training leaves behind.

    Attributes:
        protected: The IP-CLIP projector of the chosen epoch.
        unprotected: The projector trained with L_a alone, of its own chosen epoch.
        authorizer: The authorization score.
        thresholds: Its levels.
        best: Which epoch was chosen, and its validation score.
    """

    protected: Projector
    unprotected: Projector
    authorizer: Authorizer
    thresholds: Thresholds
    best: BestEpoch

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
        tensors = {f"{group}.{name}": value for group, parts in groups.items() for name, value in parts.items()}
        facts = {
            "thresholds": asdict(self.thresholds),
            "best": asdict(self.best),
            "projector": kind_of(self.protected),
            "unprotected": kind_of(self.unprotected),
        }
        write_tensors(path, tensors, facts)


def require_module(path: Path) -> None:
    """Check that training came to its end.

    Raises:
        RunError: There is no module.
    """
    if not path.is_file():
        remedy = f"run `ipclip train --resume --out {quote(str(path.parent))}`"
        raise RunError(path.parent, "has no finished module yet", remedy)


def read_module(path: Path, backbone: Backbone) -> ProtectedModule:
    """Read a finished module onto the backbone's device.

    Raises:
        RunError: The file is missing, damaged, of another version or for another backbone.
    """
    require_module(path)
    try:
        tensors, facts = read_tensors(path)
        return _assemble(tensors, facts, backbone)
    except (DamagedFileError, KeyError, ValueError, RuntimeError, TypeError) as error:
        cause = " ".join(str(error).split())
        raise RunError(path, f"is damaged ({cause})", "train again into another folder") from error


def _assemble(tensors: dict[str, Tensor], facts: dict[str, Any], backbone: Backbone) -> ProtectedModule:
    def projector(group: str, kind: str) -> Projector:
        module = new_projector(kind, backbone)
        module.load_state_dict(below(tensors, group))
        return module.to(backbone.device).eval()

    protected, unprotected = projector("protected", facts["projector"]), projector("unprotected", facts["unprotected"])
    best = BestEpoch(**facts["best"])
    authorizer, thresholds = Authorizer(**below(tensors, "verdict")), Thresholds(**facts["thresholds"])
    return ProtectedModule(protected, unprotected, authorizer, thresholds, best)
