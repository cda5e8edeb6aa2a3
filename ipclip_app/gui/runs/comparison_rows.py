"""What two runs were made with and what came out, side by side as texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.results.domain_names import USUAL, side_images
from ipclip_app.gui.results.figures import MISSING, number, share
from ipclip_app.gui.results.origins import short_origin
from ipclip_app.gui.results.run_facts import moment

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunRecord

translate = QCoreApplication.translate


@dataclass(frozen=True)
class ComparedRow:
    """One thing of both runs."""

    name: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether the runs differ in it."""
        return self.first != self.second


def setting_rows(first: "RunRecord", second: "RunRecord") -> list[ComparedRow]:
    """Folders, backbone and every setting that either run has."""
    return _paired(dict(_settings(first)), dict(_settings(second)))


def result_rows(first: "RunRecord", second: "RunRecord") -> list[ComparedRow]:
    """Accuracies, metrics and verdict; a dash where a run has none."""
    scenarios = {first.summary.scenario, second.summary.scenario}
    sides = side_images(scenarios.pop() if len(scenarios) == 1 else USUAL)
    return _paired(dict(_results(first.results, sides)), dict(_results(second.results, sides)))


def _paired(first: Mapping[str, str], second: Mapping[str, str]) -> list[ComparedRow]:
    names = dict.fromkeys((*first, *second))
    return [ComparedRow(name, first.get(name, MISSING), second.get(name, MISSING)) for name in names]


def _settings(record: "RunRecord") -> Iterator[tuple[str, str]]:
    run = record.summary
    yield translate("Compare", "Begun"), moment(run.created)
    yield translate("Compare", "Authorized images"), MISSING if run.authorized is None else str(run.authorized)
    yield translate("Compare", "Unauthorized images"), str(run.unauthorized or short_origin(run.scenario) or MISSING)
    yield translate("Compare", "Backbone"), run.backbone or MISSING
    yield translate("Compare", "Epochs finished"), str(run.epochs)
    names = _names()
    for name, value in _flat(record.description.get("config", {})):
        yield names.get(name, name), _text(value)


def _names() -> dict[str, str]:
    return {
        "scenario": translate("Compare", "Scenario"),
        "preset": translate("Compare", "Preset"),
        "epochs": translate("Compare", "Epochs planned"),
        "batch_size": translate("Compare", "Images of each kind a step"),
        "seed": translate("Compare", "Seed"),
        "views.styles": translate("Compare", "Views of an image in other styles"),
        "views.controls": translate("Compare", "Views of an image with other patterns"),
        "split.train": translate("Compare", "Training images in percent"),
        "split.validation": translate("Compare", "Validation images in percent"),
        "split.test": translate("Compare", "Test images in percent"),
        "views.flip": translate("Compare", "Mirrored views"),
        "views.crops": translate("Compare", "Random crops of an image"),
        "views.crop_scale": translate("Compare", "Smallest share of a crop"),
        "bank_shots": translate("Compare", "Images of a class in the feature bank"),
        "false_rejection": translate("Compare", "Accepted false rejection"),
    }


def _flat(config: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in config.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return translate("Compare", "yes") if value else translate("Compare", "no")
    return str(value)


def _results(results: Mapping[str, Any] | None, sides: tuple[str, str]) -> Iterator[tuple[str, str]]:
    domains = {} if results is None else results["domains"]
    metrics = {} if results is None else results["metrics"]
    verdict = {} if results is None else results["verdict"]
    for name, model in _models():
        for images, domain in zip(sides, ("authorized", "unauthorized"), strict=True):
            row = translate("Compare", "{model}: {images} (%)").format(model=name, images=images)
            yield row, number(domains.get(domain, {}).get(model))
    yield "W_ua", number(metrics.get("W_ua"))
    yield translate("Compare", "W_ua at most"), number(metrics.get("W_ua_bound"))
    yield translate("Compare", "Strict W_ua"), number(metrics.get("W_ua_strict"))
    yield translate("Compare", "Strict W_ua at most"), number(metrics.get("W_ua_strict_bound"))
    for gain in ("O_ua", "D_ua"):
        if metrics.get(gain) is not None:
            yield gain, number(metrics[gain])
    yield translate("Compare", "Unauthorized images recognized"), share(verdict.get("detection"))
    yield translate("Compare", "Authorized images rejected by mistake"), share(verdict.get("false_rejection"))
    yield translate("Compare", "Chosen epoch"), MISSING if results is None else str(results["best_epoch"])


def _models() -> tuple[tuple[str, str], ...]:
    return (
        (translate("Compare", "Protected"), "protected"),
        (translate("Compare", "Unprotected"), "unprotected"),
        (translate("Compare", "Zero-shot CLIP"), "zero_shot"),
    )
