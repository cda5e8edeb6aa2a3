"""Small folders of images, a short training on them, and folders of the user's own for each test."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.audit import authorizer_fit
from ipclip_app.audit.metrics import DomainAccuracy
from ipclip_app.audit.verdict import Authorizer, Thresholds
from ipclip_app.config import SplitConfig, TrainConfig, ViewConfig
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.jobs.cell_result import CellResult
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan
from ipclip_app.jobs.experiment_table import CellOutcome, ExperimentTable
from ipclip_app.jobs.export import export
from ipclip_app.jobs.export_request import ExportRequest
from ipclip_app.jobs.protect import protect
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.jobs.protection_table import TableRequest
from ipclip_app.jobs.train import TrainRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.projectors import new_projector
from ipclip_app.progress import Job, Notice, Report, run_to_end
from ipclip_app.training import base_prompt
from ipclip_app.training.recipes import DEFAULT


@dataclass
class Drained:
    """A job that ran to its end."""

    reports: list[Report]
    result: Any

    @property
    def notices(self) -> list[str]:
        return [report.message for report in self.reports if isinstance(report, Notice)]


@pytest.fixture(autouse=True)
def small_and_apart(folders_of_the_user: None, short_fits: None):
    """Every test here computes little and sees nothing of whoever runs it."""


@pytest.fixture
def drain() -> Callable[[Job[Any]], Drained]:
    """`drain(job)`: all reports of a job and its result."""

    def run(job: Job[Any]) -> Drained:
        reports: list[Report] = []
        while True:
            try:
                reports.append(next(job))
            except StopIteration as end:
                return Drained(reports, end.value)

    return run


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    return tmp_path / "run"


@pytest.fixture
def short_config() -> TrainConfig:
    """2 epochs of 3 steps; 12 training, 6 validation and 6 test images of each domain, two views each."""
    return TrainConfig(epochs=2, batch_size=4, split=SplitConfig(50, 25, 25), views=ViewConfig(crops=0))


@pytest.fixture
def short_request(
    photo: Path, sketch: Path, run_folder: Path, short_config: TrainConfig, tiny_vit: Backbone
) -> TrainRequest:
    """Protect photos against sketches."""
    return TrainRequest(photo, sketch, tiny_vit.name, run_folder, short_config, "cpu")


@pytest.fixture
def same_module() -> Callable[[Path, Path], bool]:
    """`same_module(first, second)`: whether two runs ended in the same module, to the bit."""
    return lambda first, second: len({(run / "module.safetensors").read_bytes() for run in (first, second)}) == 1


@pytest.fixture
def until() -> Callable[[Job[Any], Callable[[Report], bool]], Report]:
    """`until(job, condition)`: drive a job to its first report that fulfils the condition."""
    return lambda job, condition: next(filter(condition, job))


@pytest.fixture
def request_of_one_cell(tmp_path: Path, photo: Path, sketch: Path, tiny_vit: Backbone) -> TableRequest:
    """A table of one pair, seed and recipe, trained for one epoch."""
    return TableRequest(
        root=tmp_path,
        backbone=tiny_vit.name,
        out=tmp_path / "table",
        pairs=(("photo", "sketch"),),
        seeds=1,
        split=SplitConfig(50, 25, 25),
        epochs=1,
        device="cpu",
        variants=("default",),
    )


@pytest.fixture
def tiny_protected(tiny_vit: Backbone) -> ProtectedModel:
    """An untrained module whose scores of noise lie on both sides of both thresholds."""
    torch.manual_seed(3)
    inputs = tiny_vit.embed_dim + 2 * sum(tiny_vit.block_widths)
    authorizer = Authorizer(torch.zeros(inputs), torch.ones(inputs), torch.randn(inputs), torch.zeros(()))
    projector = new_projector(DEFAULT.projector, tiny_vit)
    return ProtectedModel.assemble(tiny_vit, projector, authorizer, Thresholds(1.0, -1.0), ("cat", "dog", "great_owl"))


@pytest.fixture(scope="session")
def evaluated_run(
    tmp_path_factory: pytest.TempPathFactory, draw_domain: Callable[..., Path], tiny_vit: Backbone
) -> Path:
    """A finished and evaluated run of 1 epoch beside its images `photo` and `sketch`; no test changes them."""
    place = tmp_path_factory.mktemp("evaluated")
    config = TrainConfig(epochs=1, batch_size=4, split=SplitConfig(50, 25, 25), views=ViewConfig(crops=0))
    photo, sketch = (draw_domain(place / style, style) for style in ("photo", "sketch"))
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("IPCLIP_DATA_DIR", "IPCLIP_CACHE_DIR"):
            patch.setenv(variable, str(place / "own"))
        patch.setattr(base_prompt, "STEPS", 6)
        patch.setattr(authorizer_fit, "_ITERATIONS", 6)
        run_to_end(protect(TrainRequest(photo, sketch, tiny_vit.name, place / "run", config, "cpu")))
    return place / "run"


@pytest.fixture(scope="session")
def signing() -> SigningKey:
    """The owner's key."""
    return SigningKey.generate()


@pytest.fixture
def bundle_request(tmp_path: Path, evaluated_run: Path, signing: SigningKey) -> ExportRequest:
    """A bundle of the run for Acme."""
    return ExportRequest(evaluated_run, tmp_path / "acme.ipclip", "Acme", signing, "Owner")


@pytest.fixture
def bundle(bundle_request: ExportRequest) -> Path:
    """That bundle, written."""
    return run_to_end(export(bundle_request)).path


@pytest.fixture
def issuer(tmp_path: Path, signing: SigningKey) -> Path:
    """The owner's public key."""
    path = tmp_path / "issuer.pem"
    path.write_bytes(signing.public.pem)
    return path


@pytest.fixture
def small_plan() -> ExperimentPlan:
    """Target-specified and ownership cells of two domains with two seeds in one preset."""
    pairs = (("photo", "sketch"), ("sketch", "photo"))
    cells = tuple(
        Cell(scenario, "default", authorized, unauthorized if scenario == "target-specified" else "", seed)
        for seed in (0, 1)
        for scenario in ("target-specified", "ownership")
        for authorized, unauthorized in pairs
    )
    return ExperimentPlan({"photo": Path("photo"), "sketch": Path("sketch")}, pairs, cells)


@pytest.fixture
def small_table(small_plan: ExperimentPlan) -> ExperimentTable:
    """All of its cells have ended, the last one with a failure; accuracies depend on domain and seed."""

    def outcome(cell: Cell) -> CellOutcome:
        if cell == small_plan.cells[-1]:
            return CellOutcome(cell, None, "It failed | badly.", 1.5)
        protected = 90.0 - 2 * cell.seed - (cell.authorized == "sketch")
        (name,) = small_plan.tested(cell)
        other = DomainAccuracy(80.0, 75.0, 10.0 + 4 * cell.seed)
        verdict = {"auroc": 0.9, "false_rejection": 0.05, "detection": 0.8}
        return CellOutcome(
            cell, CellResult(DomainAccuracy(85.0, 91.0, protected), {name: other}, verdict, 4), seconds=2.0
        )

    return ExperimentTable(small_plan, {cell: outcome(cell) for cell in small_plan.cells}, seconds=9.0)
