"""What an experiment measures; loads no torch."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Self

from ipclip_app.config import PRESETS, SCENARIOS, TRIGGERED, Device, SplitConfig
from ipclip_app.data.protocols import protocol_of
from ipclip_app.errors import UsageError

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ExperimentRequest:
    """Every scenario in every preset with every seed over pairs of domains.

    Attributes:
        root: Folder of domains, `root/domain/class/image`.
        backbone: Reference of the frozen CLIP.
        out: Folder for tables, heat maps and runs; a cell that is finished there is found again.
        scenarios: Some of SCENARIOS.
        presets: Some of PRESETS.
        pairs: Names of authorized and unauthorized domain; None for all ordered pairs.
        seeds: Number of seeds, counted from 0; at least 1.
        epochs: Epochs of every cell; None for the default.
        split: Shares of training, validation and test; without meaning under a protocol.
        protocol: Name of a published protocol, which chooses domains, classes and images; None for one's own images.
        processes: Processes that work at the same time; None for as many as there are graphics cards, or on the
            processor as make good use of it.
        device: Where to compute.
        trigger: File of the owner's trigger, for the scenarios that have one; None for the released grid.
        force: Replace finished runs of other settings.

    Raises:
        UsageError: A name is unknown or no plain name of a folder, or a number is too small.
    """

    root: Path
    backbone: str
    out: Path
    scenarios: tuple[str, ...] = ("target-specified",)
    presets: tuple[str, ...] = PRESETS
    pairs: Pairs | None = None
    seeds: int = 3
    epochs: int | None = None
    split: SplitConfig = field(default_factory=SplitConfig)
    protocol: str | None = None
    processes: int | None = None
    device: Device = "auto"
    trigger: Path | None = None
    force: bool = False

    def __post_init__(self) -> None:
        """Check everything that needs no look at the folders."""
        require_known("scenario", self.scenarios, SCENARIOS)
        require_known("preset", self.presets, PRESETS)
        require_plain_names(self.pairs or ())
        require_at_least_one("--seeds", self.seeds)
        require_at_least_one("--epochs", self.epochs)
        require_at_least_one("--processes", self.processes)
        if self.protocol is not None:
            protocol_of(self.protocol)
        if self.trigger is not None and not TRIGGERED & set(self.scenarios):
            raise UsageError(f"None of the scenarios {', '.join(self.scenarios)} has a trigger; leave --trigger out.")

    def to_json(self) -> dict[str, Any]:
        """The request as plain JSON values."""
        content = asdict(self)
        paths = {name: None if content[name] is None else str(content[name]) for name in ("root", "out", "trigger")}
        return content | paths

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Rebuild a request from what `to_json` gave.

        Raises:
            UsageError: It is out of range.
            KeyError, TypeError: It has another shape.
        """
        values = {item.name: content[item.name] for item in fields(cls)}
        for name in ("root", "out", "trigger"):
            values[name] = None if values[name] is None else Path(values[name])
        for name in ("scenarios", "presets"):
            values[name] = tuple(values[name])
        values["pairs"] = None if values["pairs"] is None else tuple((str(a), str(u)) for a, u in values["pairs"])
        values["split"] = SplitConfig(**values["split"])
        return cls(**values)


def require_known(what: str, names: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Check names that are chosen from a list, each at most once.

    Raises:
        UsageError: One is unknown or occurs twice, or there is none.
    """
    for name in names:
        if name not in known:
            raise UsageError(f"There is no {what} '{name}'; choose from {', '.join(known)}.")
        if names.count(name) > 1:
            raise UsageError(f"The {what} '{name}' is named twice; name it once.")
    if not names:
        raise UsageError(f"No {what} is chosen; choose from {', '.join(known)}.")


def require_plain_names(pairs: Pairs) -> None:
    """Check that names of domains are single parts of paths on every system, and that no pair occurs twice.

    Raises:
        UsageError: One leads elsewhere, both domains of a pair are the same, or a pair is named twice.
    """
    for pair in pairs:
        for name in pair:
            if not is_plain(name):
                raise UsageError(f"'{name}' in --pairs is not the plain name of a folder in --root, like photo.")
        if pair[0] == pair[1]:
            raise UsageError(f"The pair {':'.join(pair)} in --pairs names one domain twice; name two different ones.")
        if pairs.count(pair) > 1:
            raise UsageError(f"The pair {':'.join(pair)} in --pairs is named twice; name it once.")


def is_plain(name: str) -> bool:
    """Whether a name is one part of a path on every system, so that it leads nowhere else."""
    return name not in {"", ".", ".."} and PurePosixPath(name).name == PureWindowsPath(name).name == name


def require_at_least_one(option: str, count: int | None) -> None:
    """Check a number of things; None leaves it to the program.

    Raises:
        UsageError: Fewer than one.
    """
    if count is not None and count < 1:
        raise UsageError(f"{option} {count} leaves nothing to do; give {option} 1 or more.")
