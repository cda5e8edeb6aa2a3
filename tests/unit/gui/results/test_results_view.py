"""The results of a run: everything in tabs, and what can be done next."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QFileDialog, QSpinBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.opening import Found
from ipclip_app.gui.results.results_view import ResultsView
from ipclip_app.jobs.runs import RunRecord

MakeRecord = Callable[..., RunRecord]
pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext) -> ResultsView:
    view = ResultsView(context)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    return view


def test_a_record_fills_every_tab(view: ResultsView, make_record: MakeRecord) -> None:
    view.show_record(make_record())

    assert view.title.text() == "Photos against sketches"
    assert view.summary.headline.text() == "The model is protected"
    assert len(view.table.rows) == 2
    assert view.gallery.count.text() == "6 images"
    assert "hot air balloon" in view.confusion.panels[1].summary.text()
    assert not view.missing.isVisible()


def test_another_record_replaces_the_first(view: ResultsView, make_record: MakeRecord) -> None:
    view.show_record(make_record())

    view.show_record(make_record(title="Second", predictions=(), results=None, state="unfinished", epochs=2))

    assert view.title.text() == "Second"
    assert view.missing.isVisible()
    assert not view.summary.isVisible()
    assert not view.buttons.export_button.isVisible()
    assert not view.tabs.isTabEnabled(view.tabs.indexOf(view.gallery))


def test_facts_tell_what_the_run_was_made_from(view: ResultsView, make_record: MakeRecord, tmp_path: Path) -> None:
    split = {"train": 60, "validation": 20, "test": 20}
    view.show_record(make_record(config={"split": split}))

    facts = dict(view.facts.shown())
    assert facts["Authorized images"] == str(tmp_path / "photo")
    assert facts["Epochs"] == "4 of 4, number 3 chosen on the validation images"
    assert facts["Images are split"] == "60% training, 20% validation, 20% test"


def test_facts_are_told_of_a_run_that_says_little_or_nothing_of_its_settings(
    view: ResultsView, make_record: MakeRecord
) -> None:
    view.show_record(make_record(config={"split": {}}))
    assert dict(view.facts.shown())["Images are split"] == "80% training, 10% validation, 10% test"

    view.show_record(make_record(config={"split": None}, state="damaged", damage="run.json is damaged."))
    assert "Images are split" not in dict(view.facts.shown())


def test_more_epochs_are_asked_for_with_the_keyboard(qtbot: QtBot, view: ResultsView, make_record: MakeRecord) -> None:
    view.show_record(make_record())
    epochs = view.buttons.epochs
    epochs.selectAll()

    qtbot.keyClicks(epochs, "25")
    with qtbot.waitSignal(view.extend_requested) as asked:
        qtbot.keyClick(view.buttons.extend_button, Qt.Key.Key_Space)

    assert asked.args == [25]


def test_a_new_protection_can_be_begun(qtbot: QtBot, view: ResultsView, make_record: MakeRecord) -> None:
    view.show_record(make_record())

    with qtbot.waitSignal(view.new_requested):
        qtbot.mouseClick(view.buttons.new_button, Qt.MouseButton.LeftButton)


def test_a_run_is_handed_over_to_be_exported_for_a_licensee(
    qtbot: QtBot, view: ResultsView, make_record: MakeRecord, context: WindowContext
) -> None:
    record = make_record()
    view.show_record(record)

    with qtbot.waitSignal(context.navigation.handed) as caught:
        qtbot.keyClick(view.buttons.bundle_button, Qt.Key.Key_Space)

    assert caught.args == ["bundles", Found("run", (record.summary.path,))]


def test_a_run_without_results_is_not_offered_for_export(view: ResultsView, make_record: MakeRecord) -> None:
    view.show_record(make_record(predictions=(), results=None, state="unfinished", epochs=2))

    assert not view.buttons.bundle_button.isVisible()


def test_table_is_exported_where_the_owner_says(
    qtbot: QtBot,
    view: ResultsView,
    make_record: MakeRecord,
    said: list[Message],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = tmp_path / "table.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    view.show_record(make_record())

    qtbot.mouseClick(view.buttons.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said))

    assert json.loads(chosen.read_text(encoding="utf-8"))["domains"][0]["domain"] == "authorized"
    assert said == [Message(f"The table is in {chosen}.", "done")]


def test_a_name_without_ending_gets_that_of_the_chosen_kind(
    qtbot: QtBot,
    view: ResultsView,
    make_record: MakeRecord,
    said: list[Message],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "table"), "Table (*.csv)"))
    view.show_record(make_record())

    qtbot.mouseClick(view.buttons.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said))

    assert (tmp_path / "table.csv").read_text(encoding="utf-8-sig").startswith("domain,images,zero_shot")


def test_a_table_that_cannot_be_written_is_told(
    qtbot: QtBot, view: ResultsView, make_record: MakeRecord, said: list[Message], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    view.show_record(make_record())

    view.export_to(tmp_path / "file" / "table.csv")
    qtbot.waitUntil(lambda: bool(said))

    assert said[0].severity == "error"
    assert "cannot be written" in said[0].sentence


def test_a_folder_that_is_gone_is_told(
    qtbot: QtBot, view: ResultsView, make_record: MakeRecord, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    record = make_record()
    view.show_record(record)

    qtbot.mouseClick(view.buttons.folder_button, Qt.MouseButton.LeftButton)

    assert said[0].sentence.startswith(f"{record.summary.path} cannot be opened")
    assert not record.summary.path.exists()


def is_inner(control: QWidget, view: QWidget) -> bool:
    """Whether it is a part that Qt makes for itself: the list of a combo box, a header, a file dialog."""
    parent = control.parentWidget()
    while parent is not view:
        if isinstance(parent, QComboBox | QAbstractItemView | QTabBar | QFileDialog):
            return True
        parent = parent.parentWidget()
    return False


def test_every_control_has_a_name_and_the_keyboard_reaches_it(view: ResultsView, make_record: MakeRecord) -> None:
    view.show_record(make_record())

    kinds = (QAbstractButton, QComboBox, QSpinBox, QAbstractItemView, QTabBar)
    controls = [control for kind in kinds for control in view.findChildren(kind)]
    own = [control for control in controls if not is_inner(control, view)]
    assert len(own) > 10
    for control in own:
        text = control.text() if isinstance(control, QAbstractButton) else ""
        assert control.accessibleName() or text, control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_the_losses_of_epochs_are_numbered_by_whole_epochs(view: ResultsView, make_record: MakeRecord) -> None:
    view.show_record(make_record())

    axis = view.curves.board.losses.plot.getPlotItem().getAxis("bottom")
    assert axis._tickLevels == [[(epoch, str(epoch)) for epoch in range(1, 5)]]


def test_curves_are_drawn_from_the_history(view: ResultsView, make_record: MakeRecord) -> None:
    record = make_record()

    view.show_record(record)

    losses = view.curves.board.losses.visible_curves()
    assert list(losses["total"].values) == [entry["losses"]["total"] for entry in record.history]
    assert list(losses["total"].smooth) == list(losses["total"].values)
    assert list(losses["total"].steps) == [1, 2, 3, 4]
    assert view.tabs.isTabEnabled(view.tabs.indexOf(view.curves))
