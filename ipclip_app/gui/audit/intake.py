"""Tells apart in the background what was dropped or picked: what judges, and what is to be judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ipclip_app.gui.audit.judge import JudgeSource
from ipclip_app.jobs.run_reading import is_run
from ipclip_app.paths import is_file
from ipclip_app.progress import Job, Report

BUNDLE: Final = ".ipclip"


@dataclass(frozen=True)
class Intake:
    """What came in.

    Attributes:
        judge: A bundle among the paths, the first one, or the run that was named alone; None for neither.
        paths: Everything else.
    """

    judge: JudgeSource | None
    paths: tuple[Path, ...]


def sort_out(paths: Sequence[Path]) -> Job[Intake]:
    """Look at paths, of which there may be thousands; only a bundle's name, and a path alone, are looked into."""
    yield Report("intake", 0, 1)
    if len(paths) == 1 and is_run(paths[0]):
        return Intake(JudgeSource("run", paths[0], paths[0].name), ())
    bundles = {path for path in paths if path.suffix.lower() == BUNDLE and is_file(path)}
    first = next((path for path in paths if path in bundles), None)
    judge = None if first is None else JudgeSource.of_bundle(first)
    return Intake(judge, tuple(path for path in paths if path not in bundles))
