"""What lies in the folder of an experiment, to the letter."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ipclip_app.jobs.experiment_files import cell_lines, table_lines, write_experiment
from ipclip_app.jobs.experiment_report import FIGURES, report
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.experiment_table import ExperimentTable

GOLDEN = """\
# Experiment

pacs\\_mini, backbone demo; 80/10/10% of the images for training, validation and test.
7 of 8 cells are finished, 1 failed. Accuracies in percent, A on authorized and U on unauthorized test images, mean ± \
standard deviation over seeds. The strict figures compare with the better of zero-shot CLIP and the unprotected model; \
*reached* is W_ua strict in percent of the most it could be. Whoever drops the module is back at zero-shot CLIP.

## Target-specified, default preset

| Authorized | Tested on | A zero-shot | A unprotected | A protected | U zero-shot | U unprotected | U protected | \
D_a | W_ua | at most | D_a strict | W_ua strict | at most | reached, % |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| photo | sketch | 85.00 ± 0.00 | 91.00 ± 0.00 | 89.00 ± 1.41 | 80.00 ± 0.00 | 75.00 ± 0.00 | 12.00 ± 2.83 | \
2.00 ± 1.41 | 54.32 ± 4.64 | 68.25 ± 0.00 | 2.00 ± 1.41 | 58.77 ± 4.71 | 72.80 ± 0.00 | 80.73 ± 6.47 |
| sketch | photo | 85.00 ± 0.00 | 91.00 ± 0.00 | 88.00 ± 1.41 | 80.00 ± 0.00 | 75.00 ± 0.00 | 12.00 ± 2.83 | \
3.00 ± 1.41 | 52.83 ± 4.58 | 68.25 ± 0.00 | 3.00 ± 1.41 | 57.23 ± 4.65 | 72.80 ± 0.00 | 78.61 ± 6.39 |
| **mean** | **mean** | 85.00 ± 0.00 | 91.00 ± 0.00 | 88.50 ± 1.41 | 80.00 ± 0.00 | 75.00 ± 0.00 | 12.00 ± 2.83 | \
2.50 ± 1.41 | 53.58 ± 4.61 | 68.25 ± 0.00 | 2.50 ± 1.41 | 58.00 ± 4.68 | 72.80 ± 0.00 | 79.67 ± 6.43 |
"""


@pytest.fixture
def small_request(tmp_path: Path) -> ExperimentRequest:
    return ExperimentRequest(Path("pacs_mini"), "demo", tmp_path / "out")


def read(lines: Callable[[ExperimentTable], object], table: ExperimentTable) -> list[dict[str, str]]:
    return list(csv.DictReader("".join(lines(table)).splitlines()))  # type: ignore[call-overload]


def test_report_reads_like_the_papers_tables(small_request: ExperimentRequest, small_table: ExperimentTable):
    text = report(small_request, small_table)

    assert text.startswith(GOLDEN)
    assert "| photo | with trigger |" in text
    assert text.endswith("## Failures\n\n- ownership, default, sketch, seed 1: It failed \\| badly.\n")


def test_published_figures_are_marked_as_such(small_request: ExperimentRequest, small_table: ExperimentTable):
    request = replace(small_request, protocol="office-home")

    text = report(request, replace(small_table, protocol="office-home"))

    assert "the protocol of Office-Home: 2000 training images of each domain, 200 of them held back" in text
    assert "| here | W_ua | 53.58 ± 4.61 |\n| *published*: IP-CLIP (ViT-B/16) | W_ua | 55.10 |" in text
    assert "| *published*: IP-CLIP (ViT-B/16, not told by data set) | O_ua | 71.30 |" in text
    assert "published" not in report(small_request, small_table)


def test_every_cell_has_a_line_and_a_failed_one_its_sentence(small_table: ExperimentTable):
    lines = read(cell_lines, small_table)

    assert len(lines) == 8
    assert (lines[0]["authorized"], lines[0]["tested"], lines[0]["seed"]) == ("photo", "sketch", "0")
    assert (lines[0]["authorized.protected"], lines[0]["unauthorized.protected"]) == ("90.0", "10.0")
    assert lines[0]["run"] == "runs/target-specified/default/photo-sketch/seed-0"
    assert (lines[-1]["failure"], lines[-1]["W_ua"], lines[-1]["seconds"]) == ("It failed | badly.", "", "1.5")


def test_cells_that_have_not_ended_have_no_line_yet(small_table: ExperimentTable):
    assert read(cell_lines, replace(small_table, outcomes={})) == []


def test_table_has_means_and_deviations(small_table: ExperimentTable):
    lines = read(table_lines, small_table)

    assert [line["authorized"] for line in lines] == ["photo", "sketch", "mean"] * 2
    assert (lines[0]["authorized.protected"], lines[0]["authorized.protected deviation"]) == ("89.0", "1.4142")
    assert (lines[0]["O_ua"], lines[-1]["cells"]) == ("", "3")
    assert set(FIGURES) < set(lines[0])


def test_everything_is_written_and_only_the_heat_maps_asked_for(
    small_request: ExperimentRequest, small_table: ExperimentTable
):
    write_experiment(small_request, small_table, [("ownership", "default")])

    assert {path.name for path in small_request.out.iterdir()} == {
        *("cells.csv", "table.csv", "table.md"),
        *("heatmap-ownership-default.svg", "heatmap-ownership-default.png"),
    }
