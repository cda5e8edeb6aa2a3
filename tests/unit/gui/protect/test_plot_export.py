"""Curves as pictures, drawings and tables."""

import csv
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.protect.training_board import TrainingBoard
from ipclip_app.gui.protect.training_log import TrainingLog
from ipclip_app.progress import EpochReport, StepReport


@pytest.fixture
def board(qtbot: QtBot, context: WindowContext) -> TrainingBoard:
    board = TrainingBoard(context)
    qtbot.addWidget(board)
    board.resize(1000, 700)
    with qtbot.waitExposed(board):
        board.show()
    log = TrainingLog()
    log.add(StepReport("training", 1, 2, 1, {"total": 2.0, "L_a": 0.5}))
    log.add(StepReport("training", 2, 2, 1, {"total": 1.0, "L_a": 0.25}))
    log.add(EpochReport("training", 2, 2, 1, 90.0, 30.0, best=True))
    board.draw(log)
    return board


def saved(qtbot: QtBot, said: list[Message], button: Any, path: Path) -> Path:
    button.save(path)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [Message(f"Saved as {path}.", "done")]
    return path


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text().splitlines()))


def test_losses_as_a_table(qtbot: QtBot, board: TrainingBoard, said: list[Message], tmp_path: Path):
    path = saved(qtbot, said, board.save_losses, tmp_path / "losses.csv")

    assert rows(path) == [["step", "total", "L_a"], ["1", "2.0", "0.5"], ["2", "1.0", "0.25"]]


def test_accuracies_as_a_table(qtbot: QtBot, board: TrainingBoard, said: list[Message], tmp_path: Path):
    path = saved(qtbot, said, board.save_accuracies, tmp_path / "accuracies.csv")

    assert rows(path) == [
        ["epoch", "authorized", "unauthorized", "gap", "chosen", "total", "L_a"],
        ["1", "90.0", "30.0", "60.0", "yes", "1.5", "0.375"],
    ]


def test_curves_as_a_picture(qtbot: QtBot, board: TrainingBoard, said: list[Message], tmp_path: Path):
    image = QImage(str(saved(qtbot, said, board.save_losses, tmp_path / "losses.png")))

    assert image.width() == 2 * board.losses.plot.width()
    assert image.height() > 2 * board.losses.plot.height()  # the legend lies beneath
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(colours) > 5


def test_curves_as_a_drawing(qtbot: QtBot, board: TrainingBoard, said: list[Message], tmp_path: Path):
    path = saved(qtbot, said, board.save_accuracies, tmp_path / "accuracies.svg")

    words = " ".join(ET.parse(path).getroot().itertext())  # noqa: S314 - written here
    assert "Unauthorized images" in words
    assert "Chosen: epoch 1" in words


def test_a_folder_that_cannot_be_written_is_told(
    qtbot: QtBot, board: TrainingBoard, said: list[Message], tmp_path: Path
):
    (tmp_path / "file").write_text("")

    board.save_losses.save(tmp_path / "file" / "losses.csv")
    qtbot.waitUntil(lambda: bool(said))

    assert said[0].severity == "error"
    assert "cannot be written" in said[0].sentence


def test_the_dialog_proposes_a_name_with_the_format(
    qtbot: QtBot, board: TrainingBoard, said: list[Message], tmp_path: Path
):
    board.save_losses.menu().actions()[2].trigger()
    dialog = board.save_losses.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "losses.csv"

    dialog.setDirectory(str(tmp_path))  # Qt proposes the folder of the dialog before
    dialog.accept()
    qtbot.waitUntil(lambda: bool(said))

    assert (tmp_path / "losses.csv").exists()
