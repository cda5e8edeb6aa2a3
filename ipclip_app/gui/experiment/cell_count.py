"""How many cells an experiment has and how long they may take."""

from dataclasses import dataclass

from ipclip_app.config import PAIRED


@dataclass(frozen=True)
class Extent:
    """What is to be measured, in numbers.

    Attributes:
        domains: Number of domains.
        images: Images of all domains.
        scenarios: Names of scenarios.
        presets: Number of presets.
        seeds: Number of seeds.
        epochs: Epochs of a cell.
    """

    domains: int
    images: int
    scenarios: tuple[str, ...]
    presets: int
    seeds: int
    epochs: int

    @property
    def cells(self) -> int:
        """Trainings: one for each ordered pair of domains, or for each domain where a scenario needs no second one."""
        pairs = self.domains * (self.domains - 1)
        each = sum(pairs if scenario in PAIRED else self.domains for scenario in self.scenarios)
        return each * self.presets * self.seeds

    @property
    def work(self) -> float:
        """Images that are trained on in all epochs of all cells, both sides counted."""
        return self.cells * self.epochs * (2 * self.images / self.domains if self.domains else 0)
