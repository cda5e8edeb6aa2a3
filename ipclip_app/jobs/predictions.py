"""What the models said of every tested image, as a file beside a run's results; loads no torch."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.jobs.json_shape import DamagedJsonError, read_json
from ipclip_app.storage import write_json

FORMAT: Final = 1
VERDICTS: Final = ("authorized", "uncertain", "unauthorized")


@dataclass(frozen=True)
class Prediction:
    """One tested image; classes are positions in the run's list of class names.

    Attributes:
        path: The image.
        domain: `authorized`, `unauthorized`, or the name of a further domain in the results.
        label: Its class; None where the domain has no labels.
        zero_shot: What zero-shot CLIP takes it for.
        unprotected: What the unprotected module takes it for.
        protected: What the protected module takes it for.
        score: Authorization score, the higher the more authorized.
        verdict: What follows from the score, one of VERDICTS.
    """

    path: Path
    domain: str
    label: int | None
    zero_shot: int
    unprotected: int
    protected: int
    score: float
    verdict: str


_INDICES: Final = ("label", "zero_shot", "unprotected", "protected")
_SHAPE: Final = {
    "format": FORMAT,
    "class_names": [str],
    "images": [
        {
            "path": str,
            "domain": str,
            "label": (int, None),
            **dict.fromkeys(_INDICES[1:], int),
            "score": float,
            "verdict": VERDICTS,
        }
    ],
}


def write_predictions(file: Path, class_names: Sequence[str], predictions: Sequence[Prediction]) -> None:
    """Write all predictions atomically.

    Raises:
        OutputError: The disk is full or the folder read-only.
    """
    images = [asdict(prediction) | {"path": str(prediction.path)} for prediction in predictions]
    write_json(file, {"format": FORMAT, "class_names": list(class_names), "images": images})


def read_predictions(file: Path) -> tuple[tuple[str, ...], tuple[Prediction, ...]]:
    """The class names and the predictions; none where there is no file.

    Raises:
        DamagedJsonError: The file is damaged.
    """
    content = read_json(file, _SHAPE)
    if content is None:
        return (), ()
    names = tuple(content["class_names"])
    return names, tuple(_prediction(image, len(names)) for image in content["images"])


def _prediction(image: dict[str, Any], classes: int) -> Prediction:
    for name in _INDICES:
        if image[name] is not None and not 0 <= image[name] < classes:
            raise DamagedJsonError(f"{name} is {image[name]}, and there are {classes} classes")
    known = {name: image[name] for name in Prediction.__dataclass_fields__ if name != "path"}
    return Prediction(path=Path(image["path"]), **known)
