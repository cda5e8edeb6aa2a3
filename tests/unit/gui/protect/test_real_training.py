"""The view with the job that it was made for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipclip_app.config import SplitConfig, TrainConfig, ViewConfig
from ipclip_app.gui.protect.training_state import Button, Stage
from ipclip_app.gui.protect.training_view import TrainingView
from ipclip_app.jobs.protect import ProtectOutcome, protect
from ipclip_app.jobs.train import TrainRequest
from ipclip_app.model.backbone import Backbone


@pytest.fixture
def request_of(
    tmp_path: Path, draw_domain: Callable[..., Path], tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], TrainRequest]:
    for job in ("train", "evaluate"):
        monkeypatch.setattr(f"ipclip_app.jobs.{job}.load_backbone", lambda *_: tiny_vit)
    folders = [draw_domain(tmp_path / style, style) for style in ("photo", "sketch")]

    def build(epochs: int) -> TrainRequest:
        config = TrainConfig(
            epochs=epochs, batch_size=4, split=SplitConfig(50, 25, 25), views=ViewConfig(flip=False, crops=0)
        )
        return TrainRequest(*folders, "tiny", tmp_path / "run", config, "cpu")

    return build


def test_a_real_run_is_shown_to_its_end(qtbot: QtBot, view: TrainingView, request_of: Callable[[int], TrainRequest]):
    request = request_of(2)

    with qtbot.waitSignal(view.finished, timeout=60_000) as caught:
        view.begin("Photo against sketch", partial(protect, request), request.out)

    assert isinstance(caught.args[0], ProtectOutcome)
    assert [row.epoch for row in view._log.epochs] == [1, 2]
    assert view._log.chosen == caught.args[0].training.best_epoch
    assert {"total", "unprotected", "L_a"} <= set(view.board.losses.boxes)


def test_a_real_run_is_stopped_with_its_best_epoch(
    qtbot: QtBot, view: TrainingView, request_of: Callable[[int], TrainRequest]
):
    request = request_of(10_000)
    view.begin("Photo against sketch", partial(protect, request), request.out)
    qtbot.waitUntil(lambda: view.run.condition.kept, timeout=60_000)

    with qtbot.waitSignal(view.finished, timeout=60_000) as caught:
        qtbot.mouseClick(view.controls.buttons[Button.STOP], Qt.MouseButton.LeftButton)
        assert view.run.condition.stage is Stage.KEEPING

    assert 1 <= caught.args[0].training.epochs < 10_000
    assert (request.out / "module.safetensors").is_file()
