"""The folder of an experiment: what is in it, and who may write it; loads no torch."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ipclip_app import __version__
from ipclip_app.data.folders import is_litter
from ipclip_app.errors import OutputError, RunError, UsageError
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.paths import real_path
from ipclip_app.storage import locked, write_json

FORMAT: Final = 1
DESCRIPTION: Final = "experiment.json"


@contextmanager
def experiment_folder(request: ExperimentRequest) -> Iterator[dict[str, float]]:
    """Hold the folder against a second process and write into it what the experiment is about.

    Yields:
        Seconds that earlier calls took for cells, by the folders of their runs.

    Raises:
        RunError: It lies among the images, or holds something else.
        OutputBusyError: Another process works in it.
        OutputError: It cannot be written.
    """
    if real_path(request.out).is_relative_to(real_path(request.root)):
        raise RunError(request.out, f"lies inside the image folder {request.root}", "choose a folder outside of it")
    _require_own(request.out)
    with locked(request.out / DESCRIPTION):
        known = _times(request.out)
        write_description(request, known)
        yield known


def write_description(request: ExperimentRequest, seconds: Mapping[str, float]) -> None:
    """Write what the experiment is about and how long its cells took.

    Raises:
        OutputError: The folder cannot be written.
    """
    content = {"format": FORMAT, "program": __version__, "request": request.to_json(), "seconds": dict(seconds)}
    write_json(request.out / DESCRIPTION, content)


def read_experiment(out: Path) -> ExperimentRequest:
    """The request that an experiment's folder was made for, to look at it again or to go on.

    Raises:
        RunError: There is no experiment, or its description is damaged or of another version.
    """
    path = out / DESCRIPTION
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise RunError(path, "was written by another version", "use the version of the program that wrote it")
        return ExperimentRequest.from_json({**content["request"], "out": str(out)})
    except OSError as error:
        raise RunError(out, "is not the folder of an experiment", "give the folder that --out named") from error
    except (ValueError, KeyError, TypeError, RecursionError, UsageError) as error:
        raise RunError(path, f"is damaged ({error})", "choose another --out") from error


def _times(out: Path) -> dict[str, float]:
    """Nothing but the sums depends on them, so that damage costs no more."""
    try:
        content: Any = json.loads((out / DESCRIPTION).read_text(encoding="utf-8"))
        return {str(folder): float(seconds) for folder, seconds in content["seconds"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _require_own(out: Path) -> None:
    """Check that the folder is new, empty, or that of an experiment."""
    try:
        others = [entry for entry in out.iterdir() if not (is_litter(entry.name) or entry.name.startswith("."))]
    except FileNotFoundError:
        return
    except NotADirectoryError as error:
        raise RunError(out, "is a file", "choose a folder") from error
    except OSError as error:
        raise OutputError(out, error.strerror or str(error)) from error
    if others and out / DESCRIPTION not in others:
        raise RunError(out, "holds other files", "choose an empty or a new folder")
