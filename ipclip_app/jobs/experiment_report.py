"""An experiment's tables in Markdown, like the papers', with the published figures beside them."""

from collections.abc import Iterator, Mapping
from typing import Final

from ipclip_app.data.protocols import protocol_of
from ipclip_app.data.published import published_figures
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.experiment_table import MEAN, ExperimentRow, ExperimentTable
from ipclip_app.jobs.visible import visible

FIGURES: Final = (
    *(
        f"{side}.{model}"
        for side in ("authorized", "unauthorized")
        for model in ("zero_shot", "unprotected", "protected")
    ),
    *("D_a", "D_u", "W_ua", "W_ua_bound", "D_a_strict", "D_u_strict", "W_ua_strict", "W_ua_strict_bound", "ratio"),
    *("O_ua", "D_ua", "auroc", "false_rejection", "detection"),
)
"""Every figure, in the order in which tables have them."""
_SHOWN: Final = {
    "authorized.zero_shot": "A zero-shot",
    "authorized.unprotected": "A unprotected",
    "authorized.protected": "A protected",
    "unauthorized.zero_shot": "U zero-shot",
    "unauthorized.unprotected": "U unprotected",
    "unauthorized.protected": "U protected",
    "D_a": "D_a",
    "W_ua": "W_ua",
    "W_ua_bound": "at most",
    "D_a_strict": "D_a strict",
    "W_ua_strict": "W_ua strict",
    "W_ua_strict_bound": "at most",
    "ratio": "reached, %",
}
_GAINS: Final[Mapping[str, dict[str, str]]] = {"ownership": {"O_ua": "O_ua"}, "authorization": {"D_ua": "D_ua"}}
_LEGEND: Final = (
    "Accuracies in percent, A on authorized and U on unauthorized test images, mean ± standard deviation over seeds. "
    "The strict figures compare with the better of zero-shot CLIP and the unprotected model; *reached* is W_ua strict "
    "in percent of the most it could be. Whoever drops the module is back at zero-shot CLIP."
)


def report(request: ExperimentRequest, table: ExperimentTable) -> str:
    """The whole experiment as one Markdown document."""
    return "\n".join(_lines(request, table)) + "\n"


def _lines(request: ExperimentRequest, table: ExperimentTable) -> Iterator[str]:
    yield "# Experiment"
    yield ""
    yield f"{_text(str(request.root))}, backbone {_text(request.backbone)}; {_images(request)}."
    ended = len(table.outcomes) - len(table.failures)
    yield f"{ended} of {len(table.plan.cells)} cells are finished, {len(table.failures)} failed. {_LEGEND}"
    for group in table.plan.groups:
        yield ""
        yield from _group(table, *group)
    if table.failures:
        yield from ("", "## Failures", "")
        yield from (f"- {_text(str(failed.cell))}: {_text(failed.failure)}" for failed in table.failures)


def _images(request: ExperimentRequest) -> str:
    if request.protocol is None:
        return f"{request.split}% of the images for training, validation and test"
    protocol = protocol_of(request.protocol)
    return (
        f"the protocol of {protocol.title}: {protocol.train} training images of each domain, {protocol.validation} of "
        f"them held back for validation, and {protocol.test} test images"
    )


def _group(table: ExperimentTable, scenario: str, preset: str) -> Iterator[str]:
    columns = _SHOWN | _GAINS.get(scenario, {})
    yield f"## {scenario.capitalize()}, {preset} preset"
    yield ""
    rows = table.rows(scenario, preset)
    if not rows:
        yield "Nothing is measured yet."
        return
    yield _row("Authorized", "Tested on", *columns.values())
    yield _row("---", "---", *("---:" for _ in columns))
    for row in rows:
        mark = "**" if row.authorized == MEAN else ""
        names = (f"{mark}{_text(name)}{mark}" for name in (row.authorized, row.tested))
        yield _row(*names, *(_figure(row, name) for name in columns))
    yield from _published(table, scenario, rows[-1])


def _published(table: ExperimentTable, scenario: str, mean: ExperimentRow) -> Iterator[str]:
    """What others have published of this data set, marked as such."""
    figures = published_figures(scenario, table.protocol)
    if not figures:
        return
    yield from ("", _row("", "Metric", "Mean"), _row("---", "---", "---:"))
    yield _row("here", figures[0].metric, _figure(mean, figures[0].metric))
    for figure in figures:
        remark = f", {figure.remark}" if figure.remark else ""
        yield _row(f"*published*: {figure.method} (ViT-B/16{remark})", figure.metric, f"{figure.value:.2f}")


def _figure(row: ExperimentRow, name: str) -> str:
    mean, deviation = row.mean.get(name), row.deviation.get(name)
    if mean is None:
        return "-"
    return f"{mean:.2f}" if deviation is None else f"{mean:.2f} ± {deviation:.2f}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|#" else letter for letter in visible(text))
