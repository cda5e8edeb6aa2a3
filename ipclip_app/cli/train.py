"""`ipclip train`: protect a model, then tell what the protection does."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from ipclip_app.cli.evaluation_table import evaluation_text
from ipclip_app.cli.options import BACKBONE_HELP, SPLIT_HELP, DeviceOption, ForceFlag, JsonFlag, named_trigger
from ipclip_app.cli.output import Output
from ipclip_app.config import PAIRED, WHOLE, Preset, Scenario, SplitConfig, TrainConfig
from ipclip_app.errors import CancelledError, RunChangedError, UsageError
from ipclip_app.paths import from_home, is_file, is_folder, real_path

if TYPE_CHECKING:
    from ipclip_app.jobs.train import TrainOutcome, TrainRequest


Authorized: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--authorized",
        metavar="DIR",
        help="The images the model shall work on, in one folder per class; needed without --resume.",
    ),
]
Unauthorized: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--unauthorized",
        metavar="DIR",
        help="The images it shall fail on, with or without class folders; needed by the scenario target-specified, "
        "the others make them from the authorized ones.",
    ),
]
Backbone: TypeAlias = Annotated[
    str | None,
    typer.Option("--backbone", help=f"{BACKBONE_HELP} Needed without --resume."),
]
ScenarioOption: TypeAlias = Annotated[
    Scenario | None, typer.Option("--scenario", help=f"What to protect against, {TrainConfig.scenario} if not given.")
]
PresetOption: TypeAlias = Annotated[
    Preset | None, typer.Option("--preset", help="What works best, which is the default, or the published code's way.")
]
Epochs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--epochs",
        help=f"Number of epochs, {TrainConfig.epochs} if not given; with --resume, a larger number than the run had "
        "extends it, for which the learning rate rises again.",
    ),
]
BatchSize: TypeAlias = Annotated[
    int | None,
    typer.Option("--batch-size", help=f"Images of each domain in a step, {TrainConfig.batch_size} if not given."),
]
Seed: TypeAlias = Annotated[
    int | None, typer.Option("--seed", help=f"Seed of initialization and order, {TrainConfig.seed} if not given.")
]
Split: TypeAlias = Annotated[
    str | None,
    typer.Option("--split", metavar="TRAIN/VAL/TEST", help=f"{SPLIT_HELP[:-1]}, {SplitConfig()} if not given."),
]
FalseRejection: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--false-rejection",
        metavar="PERCENT",
        help="Authorized validation images in percent that lie below the verdict's level t_a, "
        f"{TrainConfig.false_rejection * WHOLE:g} if not given.",
    ),
]
TriggerOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--trigger",
        metavar="FILE",
        help="The owner's trigger, a file that `ipclip trigger new` made, in the scenarios ownership and "
        "authorization; the published grid if not given.",
    ),
]
Resume: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Go on with the run in --out, which knows the other options; folders that moved are named again.",
    ),
]
Out: TypeAlias = Annotated[Path, typer.Option("--out", metavar="RUN", help="Folder of the run.")]


def train(
    *,
    out: Out,
    authorized: Authorized = None,
    unauthorized: Unauthorized = None,
    backbone: Backbone = None,
    scenario: ScenarioOption = None,
    preset: PresetOption = None,
    epochs: Epochs = None,
    batch_size: BatchSize = None,
    seed: Seed = None,
    split: Split = None,
    trigger: TriggerOption = None,
    false_rejection: FalseRejection = None,
    device: DeviceOption = "auto",
    resume: Resume = False,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Train on an authorized and an unauthorized domain, then evaluate on their test images."""
    from ipclip_app.jobs.train import TrainRequest, resume_request

    shares = None if split is None else SplitConfig.parse(split)
    rate = None if false_rejection is None else false_rejection / WHOLE
    numbers = {"epochs": epochs, "batch_size": batch_size, "seed": seed, "split": shares, "false_rejection": rate}
    settings = _given({"scenario": scenario, "preset": preset, **numbers})
    pattern = None if trigger is None else named_trigger(trigger)
    folders = {"authorized": authorized, "unauthorized": unauthorized}
    sources = _given({**folders, "backbone": backbone, "trigger": pattern})
    if resume and force:
        raise UsageError("--resume goes on with a run and --force replaces it; pass one of them.")
    if resume:
        request = _agreed(resume_request(out, device), sources, settings)
    else:
        config = TrainConfig(**settings)
        complete = {"unauthorized": None, **_complete(sources, config)}
        request = TrainRequest(**complete, out=out, config=config, device=device, force=force)
    _run(request, Output(as_json=as_json))


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _complete(sources: dict[str, Any], config: TrainConfig) -> dict[str, Any]:
    folders = ("authorized", "unauthorized") if config.scenario in PAIRED else ("authorized",)
    missing = [f"--{name}" for name in (*folders, "backbone") if name not in sources]
    if missing:
        raise UsageError(f"Pass {', '.join(missing)}, or --resume to go on with a run.")
    return sources


def _agreed(request: "TrainRequest", sources: Mapping[str, Any], settings: Mapping[str, Any]) -> "TrainRequest":
    """The stored request, provided that every option that was given again says the same.

    Folders may have moved, and there may be more epochs.
    """
    for name, value in settings.items():
        known = getattr(request.config, name)
        if value != known and not (name == "epochs" and value > known):
            raise RunChangedError(request.out, _option(name))
    moved = dict(sources)  # the job checks that they hold the run's images
    backbone = moved.pop("backbone", request.backbone)
    if _comparable(backbone) != _comparable(request.backbone):
        raise RunChangedError(request.out, _option("backbone"))
    config = replace(request.config, epochs=settings.get("epochs", request.config.epochs))
    return replace(request, **moved, config=config)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _comparable(source: str) -> str:
    """Folders and files are the same wherever they are named from; other references are compared as they are."""
    path = from_home(str(source))
    if is_folder(path) or is_file(path):
        return str(real_path(path))
    architecture, equals, file = source.partition("=")
    return f"{architecture}={real_path(from_home(file))}" if equals else source


def _run(request: "TrainRequest", output: Output) -> None:
    from ipclip_app.jobs.protect import protect

    replaced = None if request.resume else _description(request.out)
    try:
        outcome = output.drive(protect(request))
    except KeyboardInterrupt:
        raise CancelledError(_how_to_go_on(request.out, replaced)) from None
    document = {**outcome.evaluation.to_json(), "training": outcome.training.to_json()}
    output.finish(document, *evaluation_text(document), _summary(outcome.training))


def _how_to_go_on(run: Path, replaced: bytes | None) -> str:
    if _description(run) in (None, replaced):
        return "Stopped; training had not begun."
    return f"Stopped; go on with `ipclip train --resume --out {quote(str(run))}`."


def _description(run: Path) -> bytes | None:
    """What the folder says about its run, to tell a new run from one that was to be replaced."""
    try:
        return (run / "run.json").read_bytes()
    except OSError:
        return None


def _summary(outcome: "TrainOutcome") -> str:
    return (
        f"Trained {outcome.epochs} epochs in {outcome.seconds:.0f} s, chosen on validation images: epoch "
        f"{outcome.best_epoch}. The run is in {outcome.run}."
    )
