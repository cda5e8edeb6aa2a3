"""Measures watermarks: what they cost, whom they accuse, and what survives attacks and extraction."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import Device
from ipclip_app.errors import UsageError
from ipclip_app.jobs.threads import on_threads, require_threads
from ipclip_app.jobs.watermark_cost import Cost, cost_of
from ipclip_app.jobs.watermark_draw import QUERIES, Draw, draw_secret, lab_material
from ipclip_app.jobs.watermark_student import PIXELS, Eyes, StudentResult, eyes_for_pixels, eyes_of_model, try_students
from ipclip_app.jobs.watermark_trials import THEFT, Detection, judge_all, try_method
from ipclip_app.jobs.watermark_world import Inputs, World, build_world, draw_inputs, find_files
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import resolve_device
from ipclip_app.model.random_backbone import random_backbone
from ipclip_app.progress import Job
from ipclip_app.watermark.attacks.lab import LabOptions, run_lab
from ipclip_app.watermark.attacks.lab_result import LabResult
from ipclip_app.watermark.attacks.student import STEPS, Distillation
from ipclip_app.watermark.pair_pool import CANDIDATES
from ipclip_app.watermark.secret import Method

OTHER_MODEL: Final = "another model"
RANDOM_MODEL: Final = "a random model of the same width"
_SMALL_TOWERS: Final = {
    "vision_cfg": {"image_size": 64, "patch_size": 16, "layers": 2, "width": 64, "head_width": 32},
    "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 64, "heads": 2, "layers": 2},
}
_FAST: Final[tuple[Method, ...]] = ("rotation", "closed-form")
_CROWDS: Final = 10
"""Of so many seeds one is also tried with all licensees."""


@dataclass(frozen=True)
class WatermarkBenchOptions:
    """What to measure.

    Attributes:
        root: Labelled images: a folder of classes, or of domains.
        backbone: Reference of the owner's model.
        other: Reference of an independent model; None for the one with random weights alone.
        seeds: Thefts, and innocent suspects of each kind, by a new secret each.
        licensees: Among whom a thief is looked for.
        learned: Licensees with a learned matrix, which takes long.
        trials: Thefts with each attack that are judged.
        queries: To each suspect.
        pairs: Candidates of which trigger pairs are chosen.
        steps: Of a student's learning; 0 for no student.
        seed: Decides everything.
        device: Where to compute.
        threads: Threads of torch; None leaves them as they are.

    Raises:
        UsageError: A number is out of range.
    """

    root: Path
    backbone: str
    other: str | None = None
    seeds: int = 100
    licensees: int = 100
    learned: int = 3
    trials: int = 3
    queries: int = QUERIES
    pairs: int = CANDIDATES
    steps: int = STEPS
    seed: int = 0
    device: Device = "auto"
    threads: int | None = None

    def __post_init__(self) -> None:
        require_threads(self.threads)
        if min(self.seeds, self.licensees, self.learned, self.trials, self.queries) < 1 or self.pairs < 2:  # noqa: PLR2004 - halves
            raise UsageError(
                "The benchmark needs 1 seed, licensee, learned matrix, trial and query, and 2 pairs at least."
            )
        if min(self.steps, self.seed) < 0:
            raise UsageError("The seed and the steps of a student are 0 or more.")


@dataclass(frozen=True)
class WatermarkBenchResult:
    """What was found.

    Attributes:
        options: What was asked for.
        images: Images that were read.
        dimension: D.
        costs: What each method costs.
        detections: Verdicts by method and kind of suspect.
        labs: Attacks on the secret of each method.
        students: Models that have learned from a marked service.
        seconds: Of everything.
    """

    options: WatermarkBenchOptions
    images: int
    dimension: int
    costs: tuple[Cost, ...]
    detections: tuple[Detection, ...]
    labs: tuple[LabResult, ...]
    students: tuple[StudentResult, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """All figures as plain JSON values."""
        return {
            "backbone": self.options.backbone,
            "images": self.images,
            "dimension": self.dimension,
            "queries": self.options.queries,
            "utility": [cost.to_json() for cost in self.costs],
            "detection": list(self._detections()),
            "attacks": [lab.to_json() for lab in self.labs],
            "students": [student.to_json() for student in self.students],
            "seconds": self.seconds,
        }

    def _detections(self) -> Iterator[dict[str, Any]]:
        thefts = {(each.method, each.users): each for each in self.detections if each.kind == THEFT}
        for each in self.detections:
            yield each.to_json(None if each.kind == THEFT else thefts.get((each.method, each.users)))


def bench_watermark(options: WatermarkBenchOptions) -> Job[WatermarkBenchResult]:
    """Encode everything once, then measure.

    Yields:
        Phases of encoding, `matrices`, `verdicts` by method, `attacks` and `students`; it can be cancelled after every
        batch, matrix, verdict or theft.

    Raises:
        IpclipError: The images or a backbone cannot be used.
    """
    started = time.perf_counter()
    with on_threads(options.threads):
        bench = _Bench(options)
        yield from bench.encode()
        costs: list[Cost] = []
        detections: list[Detection] = []
        labs: list[LabResult] = []
        for method in _FAST:
            found = yield from bench.measure(method)
            costs.append(found[0])
            detections += found[1]
            labs.append(found[2])
        draw = yield from bench.learned()
        costs.append(cost_of(bench.world, draw.secret))
        detections += bench.judged(draw)
        students = yield from bench.students()
    seconds = time.perf_counter() - started
    size = len(bench.world.images), bench.world.dimension
    return WatermarkBenchResult(options, *size, tuple(costs), tuple(detections), tuple(labs), students, seconds)


class _Bench:
    """Embeddings by the owner's model and by others, and what is measured with them."""

    def __init__(self, options: WatermarkBenchOptions) -> None:
        self._options = options
        self._worlds: dict[str, World] = {}
        self._inputs = Inputs((), (), (), (), (), ())

    @property
    def world(self) -> World:
        """The owner's."""
        return self._worlds[self._options.backbone]

    def encode(self) -> Job[None]:
        """Ask all models everything."""
        options, device = self._options, resolve_device(self._options.device)
        backbone = load_backbone(options.backbone, device)
        files = yield from find_files(options.root, options.seed)
        words = 2 * backbone.embed_dim
        self._inputs = draw_inputs(files, backbone.preprocessing.size, options.seed, options.pairs, words)
        for kind, model in self._models(backbone).items():
            name = "" if model is backbone else kind
            self._worlds[kind] = yield from build_world(model, self._inputs, name)

    def _models(self, backbone: Backbone) -> Mapping[str, Backbone]:
        device = backbone.device
        random = random_backbone({"embed_dim": backbone.embed_dim, **_SMALL_TOWERS}, self._options.seed)
        models = {self._options.backbone: backbone, RANDOM_MODEL: random.to(device)}
        return models | ({OTHER_MODEL: load_backbone(self._options.other, device)} if self._options.other else {})

    def measure(self, method: Method) -> Job[tuple[Cost, list[Detection], LabResult]]:
        """Everything about a method whose matrices are made at once."""
        options, users = self._options, self._options.licensees
        draw = yield from draw_secret(self.world, method, users, options.seed, options.queries)
        cost = cost_of(self.world, draw.secret)
        seeds = range(options.seed + 1, options.seed + 1 + options.seeds)
        detections = yield from try_method(self._worlds, method, 1, seeds, options.queries)
        if users > 1:
            detections += yield from try_method(self._worlds, method, users, seeds[::_CROWDS], options.queries)
        lab = LabOptions(options.trials, lineups=users, seed=options.seed)
        return cost, detections, (yield from run_lab(draw.secret, lab_material(self.world, draw, options.seed), lab))

    def learned(self) -> Job[Draw]:
        """A secret with learned matrices."""
        options = self._options
        return (yield from draw_secret(self.world, "learned", options.learned, options.seed, options.queries))

    def judged(self, draw: Draw) -> list[Detection]:
        """Verdicts by that secret, each licensee once being the thief."""
        users = len(draw.secret.users)
        found: dict[str, list[Any]] = {}
        for seed in range(users):
            for kind, judged in judge_all(self._worlds, draw, seed):
                found.setdefault(kind, []).append(judged)
        return [Detection("learned", users, kind, tuple(judged)) for kind, judged in found.items()]

    def students(self) -> Job[tuple[StudentResult, ...]]:
        """Students of a service that is marked by the closed form."""
        options = self._options
        if not options.steps:
            return ()
        draw = yield from draw_secret(self.world, "closed-form", 1, options.seed, options.queries)
        eyes: dict[str, Eyes] = {"head on the same model": eyes_of_model(self.world)}
        others = {kind: world for kind, world in self._worlds.items() if kind != options.backbone}
        eyes |= {f"head on {kind}": eyes_of_model(world) for kind, world in others.items()}
        eyes[PIXELS] = yield from eyes_for_pixels(self._inputs)
        return (yield from try_students(self.world, draw, eyes, Distillation(options.seed, options.steps)))
