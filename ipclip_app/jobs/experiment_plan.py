"""Which cells an experiment has, where their images lie and where their runs go; loads no torch."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import permutations
from pathlib import Path
from typing import Any, Final, Self

from ipclip_app.config import PAIRED
from ipclip_app.data.class_names import enumerate_names
from ipclip_app.data.domains import discover_domains
from ipclip_app.data.protocol_folders import protocol_folders
from ipclip_app.data.protocols import protocol_of
from ipclip_app.errors import FolderError, UsageError
from ipclip_app.jobs.experiment_request import ExperimentRequest, Pairs
from ipclip_app.progress import Job

RUNS: Final = "runs"
"""Subfolder of the runs."""
WITH_TRIGGER: Final = "with trigger"
WITHOUT_TRIGGER: Final = "without trigger"
_FEWEST: Final = 2


@dataclass(frozen=True, order=True)
class Cell:
    """One training, and the tests of what it gave.

    Attributes:
        scenario: One of SCENARIOS.
        preset: One of PRESETS.
        authorized: Name of the authorized domain.
        unauthorized: Name of the unauthorized domain; empty where its images are made from the authorized ones.
        seed: Of initialization and order.
    """

    scenario: str
    preset: str
    authorized: str
    unauthorized: str
    seed: int

    @property
    def folder(self) -> Path:
        """Where its run lies, within the experiment's folder."""
        names = self.authorized, *filter(None, [self.unauthorized])
        return Path(RUNS, self.scenario, self.preset, folder_of(names), f"seed-{self.seed}")

    def __str__(self) -> str:
        pair = ":".join(filter(None, (self.authorized, self.unauthorized)))
        return f"{self.scenario}, {self.preset}, {pair}, seed {self.seed}"

    def to_json(self) -> dict[str, Any]:
        """The cell as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Rebuild a cell."""
        return cls(**content)


@dataclass(frozen=True)
class ExperimentPlan:
    """The cells in the order in which they are begun.

    Attributes:
        domains: Folder of each domain.
        pairs: Authorized and unauthorized domain, as far as they are asked for.
        cells: Seed by seed, so that the whole table is there early.
    """

    domains: Mapping[str, Path]
    pairs: Pairs
    cells: tuple[Cell, ...]

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        """Scenarios and presets, each combination once, in the order of the cells."""
        return tuple(dict.fromkeys((cell.scenario, cell.preset) for cell in self.cells))

    def to_json(self) -> dict[str, Any]:
        """Domains and pairs as plain JSON values, without the cells."""
        return {"domains": {name: str(folder) for name, folder in self.domains.items()}, "pairs": self.pairs}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Rebuild domains and pairs."""
        domains = {name: Path(folder) for name, folder in content["domains"].items()}
        return cls(domains, tuple((authorized, unauthorized) for authorized, unauthorized in content["pairs"]), ())

    def others(self, cell: Cell) -> tuple[str, ...]:
        """Domains that a run is tested on besides its own images: those that its authorized one is paired to."""
        if cell.scenario in PAIRED or cell.scenario == "ownership":
            return ()
        return tuple(unauthorized for authorized, unauthorized in self.pairs if authorized == cell.authorized)

    def tested(self, cell: Cell) -> tuple[str, ...]:
        """Names of the unauthorized kinds of images that a run is tested on, the run's own kind first where it counts.

        A target-free run counts further domains only, since its own unauthorized images are made up.
        """
        others = self.others(cell)
        if cell.scenario in PAIRED:
            return (cell.unauthorized,)
        if cell.scenario == "ownership":
            return (WITH_TRIGGER,)
        if cell.scenario == "target-free":
            return others
        pairs = ((without_trigger(other), with_trigger(other)) for other in others)
        return without_trigger(cell.authorized), *(name for pair in pairs for name in pair)


def authorized_name(cell: Cell) -> str:
    """Name of the authorized kind of images, in the manner of `ExperimentPlan.tested`."""
    if cell.scenario == "ownership":
        return WITHOUT_TRIGGER
    return with_trigger(cell.authorized) if cell.scenario == "authorization" else cell.authorized


def with_trigger(domain: str) -> str:
    """What the images of a domain are called that bear the trigger."""
    return f"{domain} {WITH_TRIGGER}"


def without_trigger(domain: str) -> str:
    """What those are called that do not."""
    return f"{domain} {WITHOUT_TRIGGER}"


def plan_experiment(request: ExperimentRequest) -> Job[ExperimentPlan]:
    """Find the domains and lay out the cells.

    Raises:
        FolderError: The folder of domains cannot be read, or is not one.
        UsageError: A pair names a domain that is not there.
    """
    domains = yield from _domains(request)
    for name in (name for pair in request.pairs or () for name in pair):
        if name not in domains:
            raise UsageError(f"There is no domain '{name}' in {request.root}; there are {enumerate_names(domains)}.")
    pairs = request.pairs or tuple(permutations(domains, 2))
    cells = tuple(
        Cell(scenario, preset, authorized, unauthorized, seed)
        for seed in range(request.seeds)
        for scenario in request.scenarios
        for preset in request.presets
        for authorized, unauthorized in (pairs if scenario in PAIRED else _alone(pairs))
    )
    return ExperimentPlan(domains, pairs, cells)


def folder_of(names: tuple[str, ...]) -> str:
    """Names joined by hyphens; hyphens within a name are escaped, so that no two choices share a folder."""
    return "-".join(name.replace("%", "%25").replace("-", "%2D") for name in names)


def _alone(pairs: Pairs) -> Pairs:
    """Each authorized domain once."""
    return tuple((name, "") for name in dict.fromkeys(authorized for authorized, _ in pairs))


def _domains(request: ExperimentRequest) -> Job[dict[str, Path]]:
    if request.protocol is not None:
        return protocol_folders(request.root, protocol_of(request.protocol))
    found = (yield from discover_domains(request.root)).domains
    if found == (request.root,) or len(found) < _FEWEST:
        remedy = "give the folder that holds one folder of classes for each domain"
        raise FolderError(request.root, f"does not hold {_FEWEST} domains or more", remedy)
    return {folder.name: folder for folder in found}
