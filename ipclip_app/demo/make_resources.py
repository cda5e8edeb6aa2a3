"""Makes what ships in `resources/`: `python -m ipclip_app.demo.make_resources --out resources [--seed 0]`.

Draws the sample project, trains the demo backbone on pictures of its own and prints its zero-shot accuracy in each
style on pictures that neither has. An existing sample or backbone is kept; delete its folder to make it anew.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from ipclip_app.demo.backbone_training import BackboneTraining, train_backbone
from ipclip_app.demo.drawing import STYLE_NAMES
from ipclip_app.demo.drawn_set import Purpose, draw_set
from ipclip_app.demo.model_card import model_card
from ipclip_app.demo.sample_project import write_sample
from ipclip_app.demo.scenes import CLASS_NAMES
from ipclip_app.demo.small_clip import PREPROCESSING, load_backbone, save_backbone
from ipclip_app.demo.zero_shot import zero_shot_accuracy
from ipclip_app.progress import Report, StepReport

_TEST_PER_CELL = 40
_STEPS_PER_LINE = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; `arguments` replace those of the command line."""
    parser = argparse.ArgumentParser(prog="python -m ipclip_app.demo.make_resources", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder `resources`")
    parser.add_argument("--seed", type=int, default=0, help="of pictures, weights and order")
    parser.add_argument(
        "--per-cell", type=int, default=BackboneTraining.per_cell, help="training pictures of a class in a style"
    )
    parser.add_argument("--epochs", type=int, default=BackboneTraining.epochs, help="passes over them")
    chosen = parser.parse_args(arguments)
    sample, backbone = chosen.out / "sample", chosen.out / "backbones" / "demo"
    config = BackboneTraining(seed=chosen.seed, per_cell=chosen.per_cell, epochs=chosen.epochs)
    _make(sample, lambda folder: _make_sample(folder, chosen.seed))
    _make(backbone, lambda folder: _make_backbone(folder, config))
    return 0


def _make(folder: Path, fill: Callable[[Path], None]) -> None:
    """Fill a neighbouring folder that gets its name when it is complete; what an interrupted call left is removed."""
    if folder.exists():
        return
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    fill(unfinished)
    unfinished.rename(folder)


def _make_sample(folder: Path, seed: int) -> None:
    _tell(f"sample: {write_sample(folder, seed=seed)} pictures")


def _make_backbone(folder: Path, config: BackboneTraining) -> None:
    # One thread gives sums in one order, and loses little: the matrices are small.
    torch.set_num_threads(1)
    job = train_backbone(config)
    try:
        while True:
            _show(next(job))
    except StopIteration as end:
        save_backbone(end.value, config.architecture, folder)
    test = draw_set(_TEST_PER_CELL, Purpose.TEST, config.seed, PREPROCESSING["size"])
    accuracy = zero_shot_accuracy(load_backbone(folder), test)
    card = model_card(config, accuracy, _TEST_PER_CELL * len(CLASS_NAMES))
    (folder / "README.md").write_text(card, encoding="utf-8")
    for style in STYLE_NAMES:
        _tell(f"zero-shot accuracy on {style}: {accuracy[style]:.1f} %")


def _show(report: Report) -> None:
    if isinstance(report, StepReport) and report.step % _STEPS_PER_LINE == 0:
        _tell(f"step {report.step} of {report.total}: loss {report.losses['contrastive']:.3f}")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
