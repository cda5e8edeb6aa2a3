"""Two runs side by side: what differs is seen at once, with and without colours."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipclip_app.gui.runs.comparison import Comparison
from ipclip_app.gui.runs.comparison_rows import result_rows, setting_rows
from ipclip_app.gui.runs.comparison_table import ComparisonTable
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.runs import RunRecord

MakeRecord = Callable[..., RunRecord]
pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def pair(make_record: MakeRecord, make_results: Callable[..., dict[str, Any]]) -> tuple[RunRecord, RunRecord]:
    first = make_record(title="First", config={"seed": 0, "preset": "default", "views": {"flip": True}})
    results = make_results(unauthorized=(90.0, 91.0, 40.0))
    config = {"seed": 7, "preset": "default", "views": {"flip": False}}
    return first, make_record(title="Second", config=config, results=results)


@pytest.fixture
def comparison(qtbot: QtBot, theme: Theme, pair: tuple[RunRecord, RunRecord]) -> Comparison:
    comparison = Comparison(theme)
    qtbot.addWidget(comparison)
    comparison.resize(1000, 700)
    comparison.show_records(*pair)
    comparison.show()
    return comparison


def shown(table: ComparisonTable) -> list[list[str]]:
    model = table.model()
    visible = [row for row in range(model.rowCount()) if not table.isRowHidden(row)]
    return [[model.index(row, column).data() for column in range(4)] for row in visible]


def test_settings_that_differ_are_found(pair: tuple[RunRecord, RunRecord]) -> None:
    different = [(row.name, row.first, row.second) for row in setting_rows(*pair) if row.differs]

    assert different == [("Seed", "0", "7"), ("Mirrored views", "yes", "no")]


def test_epochs_are_whole_numbers(comparison: Comparison) -> None:
    axis = comparison.plot.plot.getPlotItem().getAxis("bottom")

    assert axis._tickLevels == [[(epoch, str(epoch)) for epoch in range(1, 5)]]


def test_equal_curves_do_not_hide_one_another(comparison: Comparison) -> None:
    first, second = comparison.plot.lines[0], comparison.plot.lines[2]

    assert first.opts["symbolSize"] > second.opts["symbolSize"]
    assert list(first.getData()[1]) == list(second.getData()[1])


def test_a_setting_that_only_one_run_has_differs(make_record: MakeRecord) -> None:
    rows = setting_rows(make_record(config={"novel": 1}), make_record(config={}))

    assert [(row.name, row.first, row.second) for row in rows if row.differs] == [("novel", "1", "–")]  # noqa: RUF001


def test_results_stand_side_by_side(pair: tuple[RunRecord, RunRecord]) -> None:
    rows = {row.name: (row.first, row.second) for row in result_rows(*pair)}

    assert rows["Protected: Unauthorized images (%)"] == ("2.0", "40.0")
    assert rows["Zero-shot CLIP: Unauthorized images (%)"] == ("90.0", "90.0")
    assert rows["W_ua"] == ("86.3", "49.5")


def test_a_run_without_results_has_dashes(make_record: MakeRecord) -> None:
    rows = result_rows(make_record(), make_record(results=None))

    assert {row.second for row in rows} == {"–"}  # noqa: RUF001 - the dash for nothing


def test_what_differs_is_marked_by_a_word_and_bold_type(comparison: Comparison) -> None:
    rows = {row[0]: row[3] for row in shown(comparison.settings)}
    seed = list(rows).index("Seed")

    assert (rows["Seed"], rows["Preset"]) == ("differs", "")
    assert comparison.settings.item(seed, 0).font().bold()


def test_what_is_equal_can_be_hidden(qtbot: QtBot, comparison: Comparison) -> None:
    qtbot.keyClick(comparison.only_box, Qt.Key.Key_Space)

    assert [row[0] for row in shown(comparison.settings)] == ["Seed", "Mirrored views"]

    qtbot.keyClick(comparison.only_box, Qt.Key.Key_Space)

    assert len(shown(comparison.settings)) > 5


def test_highlight_follows_the_theme(comparison: Comparison, theme: Theme) -> None:
    names = [row[0] for row in shown(comparison.settings)]

    theme.choose("dark")

    item = comparison.settings.item(names.index("Seed"), 1)
    assert item.background().color().name() == theme.colours.accent_soft


def test_plot_shows_both_curves_of_both_runs(comparison: Comparison, pair: tuple[RunRecord, RunRecord]) -> None:
    expected = [[entry[kind] for entry in pair[0].history] for kind in ("authorized", "unauthorized")]

    drawn = [list(line.getData()[1]) for line in comparison.plot.lines]

    assert drawn == expected * 2
    assert [label.text() for label in comparison.plot.legend] == [
        "First: Authorized",
        "First: Unauthorized",
        "Second: Authorized",
        "Second: Unauthorized",
    ]
    styles = [line.opts["pen"].style() for line in comparison.plot.lines]
    assert styles == [Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine] * 2
