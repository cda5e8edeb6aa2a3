"""From nothing to a plan: what is missing is said, and everything can be done with the keyboard alone."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ipclip_app.config import TrainConfig
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.setup_view import SetupView
from ipclip_app.jobs.doctor import Examination
from ipclip_app.jobs.preview import DomainPreview
from ipclip_app.progress import Job, Report

FIELDS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QProgressBar)


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext) -> SetupView:
    view = SetupView(context)
    qtbot.addWidget(view)
    view.resize(1000, 720)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def folders(tmp_path: Path, draw_domain: Callable[..., Path]) -> tuple[Path, Path]:
    photos, sketches = (draw_domain(tmp_path / "root" / name, name, images=3) for name in ("photo", "sketch"))
    return photos, sketches


@pytest.fixture
def held_doctor(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A doctor who does not come to an end."""
    gate = threading.Event()

    def examine(_folders: object) -> Job[Examination]:
        yield Report("decode", 1, 18)
        gate.wait(30)
        return Examination((), ())

    monkeypatch.setattr("ipclip_app.jobs.doctor.examine_folders", examine)
    yield gate
    gate.set()


def settled(qtbot: QtBot, view: SetupView) -> None:
    targets = (view.authorized, view.unauthorized)
    qtbot.waitUntil(lambda: not any(target.is_counting for target in targets), timeout=20_000)


def choose(qtbot: QtBot, view: SetupView, folders: tuple[Path, Path]) -> None:
    view.set_folders(*folders)
    settled(qtbot, view)


def preview(root: str, classes: int = 2) -> DomainPreview:
    return DomainPreview(Path(root), Path(root).name, {f"class {index}": 3 for index in range(classes)}, 6, ())


def test_the_first_start_offers_the_sample(view: SetupView) -> None:
    assert view.sample.isVisible()
    assert view.sample.try_button.text().replace("&", "") == "Try it with the sample images"


def test_one_button_fills_the_sample_project(qtbot: QtBot, view: SetupView, ready: Callable[[], None]) -> None:
    ready()

    qtbot.mouseClick(view.sample.try_button, Qt.MouseButton.LeftButton)
    settled(qtbot, view)

    assert view.plan() == RunPlan.of_sample()
    assert view.sample.isHidden()
    assert view.authorized.face.summary.text() == "360 images · 10 classes"


def test_the_sample_is_not_offered_again(qtbot: QtBot, view: SetupView, context: WindowContext) -> None:
    qtbot.mouseClick(view.sample.dismiss_button, Qt.MouseButton.LeftButton)

    again = SetupView(context)
    qtbot.addWidget(again)

    assert view.sample.isHidden()
    assert again.sample.isHidden()
    assert context.settings.now.welcomed


def test_what_is_missing_is_said(
    qtbot: QtBot, view: SetupView, ready: Callable[[], None], held_doctor: threading.Event
) -> None:
    said = [view.status.text()]
    view.authorized.set_domain(preview("a"))
    said.append(view.status.text())
    view.unauthorized.set_domain(preview("b"))
    said.append(view.status.text())
    blocked = not view.start_button.isEnabled()
    ready()
    said.append(view.status.text())

    assert said == [
        "Choose the two folders of images to begin.",
        "Choose the folder of unauthorized images.",
        "The engine is still loading; this takes a moment.",
        "Everything is ready.",
    ]
    assert blocked
    assert view.start_button.isEnabled()


@pytest.mark.parametrize(
    ("authorized", "unauthorized", "told"),
    [
        (preview("a"), preview("a"), "Both folders are the same"),
        (preview("a"), preview("a/b"), "One folder lies inside the other"),
        (preview("a/b"), preview("a"), "One folder lies inside the other"),
        (preview("a", 0), preview("b"), "The authorized images need one subfolder for each class"),
        (preview("a", 1), preview("b"), "The authorized images are of one class only"),
    ],
)
def test_folders_that_cannot_be_trained_on_are_told_before_the_start(
    view: SetupView,
    ready: Callable[[], None],
    held_doctor: threading.Event,
    authorized: DomainPreview,
    unauthorized: DomainPreview,
    told: str,
) -> None:
    ready()
    view.authorized.set_domain(authorized)
    view.unauthorized.set_domain(unauthorized)

    assert view.status.text().startswith(told)
    assert not view.start_button.isEnabled()
    assert not view.findings.is_running


def test_unauthorized_images_need_no_classes(
    view: SetupView, ready: Callable[[], None], held_doctor: threading.Event
) -> None:
    ready()
    view.authorized.set_domain(preview("a"))
    view.unauthorized.set_domain(preview("b", 0))

    assert view.start_button.isEnabled()


def test_a_number_that_does_not_fit_blocks_the_start(
    view: SetupView, ready: Callable[[], None], held_doctor: threading.Event
) -> None:
    ready()
    view.authorized.set_domain(preview("a"))
    view.unauthorized.set_domain(preview("b"))

    view.options.advanced.seed.setText("x")

    assert view.status.text() == "A number under Advanced does not fit; see the note beneath it."
    assert not view.start_button.isEnabled()


def test_an_engine_that_cannot_be_loaded_is_told(
    view: SetupView, context: WindowContext, held_doctor: threading.Event
) -> None:
    view.authorized.set_domain(preview("a"))
    view.unauthorized.set_domain(preview("b"))

    context.engine.failed.emit(Failure("torch is missing", "", "ImportError"))

    assert view.status.text().startswith("The engine could not be loaded")


def test_start_does_not_wait_for_the_doctor(
    qtbot: QtBot,
    view: SetupView,
    ready: Callable[[], None],
    folders: tuple[Path, Path],
    held_doctor: threading.Event,
) -> None:
    ready()
    choose(qtbot, view, folders)
    checking = view.findings.is_running

    with qtbot.waitSignal(view.start_requested) as requested:
        qtbot.mouseClick(view.start_button, Qt.MouseButton.LeftButton)

    assert checking
    assert requested.args == [RunPlan(*folders, "demo", TrainConfig(), "auto")]
    assert not view.findings.is_running


def test_the_check_ends_when_a_folder_goes(
    qtbot: QtBot, view: SetupView, folders: tuple[Path, Path], held_doctor: threading.Event
) -> None:
    choose(qtbot, view, folders)
    checking = view.findings.is_running

    view.unauthorized.clear()

    assert checking
    assert not view.findings.is_running
    assert view.findings.isHidden()


def test_a_filled_plan_comes_out_again(
    qtbot: QtBot, view: SetupView, ready: Callable[[], None], folders: tuple[Path, Path]
) -> None:
    plan = RunPlan(*folders, "demo", TrainConfig(epochs=3, seed=5), "cpu")
    ready()

    view.fill(plan)
    settled(qtbot, view)

    assert view.plan() == plan


def test_a_folder_of_domains_fills_both_sides(qtbot: QtBot, view: SetupView, folders: tuple[Path, Path]) -> None:
    view.unauthorized.choose((folders[0].parent,))
    qtbot.waitUntil(lambda: view.choice.is_asking)
    hidden = view.sample.isHidden()

    view.choice.authorized.button(1).click()
    qtbot.mouseClick(view.choice.use_button, Qt.MouseButton.LeftButton)

    assert hidden
    assert view.authorized.domain is not None
    assert view.unauthorized.domain is not None
    assert (view.authorized.domain.name, view.unauthorized.domain.name) == ("sketch", "photo")


def test_the_keyboard_alone_leads_from_nothing_to_the_start(
    qtbot: QtBot, view: SetupView, ready: Callable[[], None], folders: tuple[Path, Path]
) -> None:
    ready()
    for target, folder in zip((view.authorized, view.unauthorized), folders, strict=True):
        _tab_to(view, target.face.pick_button)
        QTest.keyClick(target.face.pick_button, Qt.Key.Key_Space)
        dialog = target.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(folder))
        dialog.reject()
        settled(qtbot, view)
        view.activateWindow()  # as a window manager does once the dialog is closed
        qtbot.waitUntil(target.face.change_button.hasFocus)
    _tab_to(view, view.start_button)

    with qtbot.waitSignal(view.start_requested) as requested:
        QTest.keyClick(view.start_button, Qt.Key.Key_Space)

    assert requested.args[0].authorized == folders[0]


def test_every_control_has_an_accessible_name(
    qtbot: QtBot, view: SetupView, folders: tuple[Path, Path], ready: Callable[[], None]
) -> None:
    ready()
    view.options.section.open()
    (folders[0] / "cat" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    view.authorized.choose((folders[0].parent,))
    qtbot.waitUntil(lambda: view.choice.is_asking)
    choose(qtbot, view, folders)
    qtbot.waitUntil(lambda: bool(view.findings.rows), timeout=20_000)

    nameless = [widget for widget in view.findChildren(QWidget) if _is_control(widget) and not _name(widget)]

    assert nameless == []


def _is_control(widget: QWidget) -> bool:
    return isinstance(widget, FIELDS) and not widget.objectName().startswith("qt_")


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _tab_to(view: QWidget, wanted: QWidget) -> None:
    """Press Tab until a widget has the focus."""
    for _ in range(60):
        focused = QApplication.focusWidget()
        if focused is wanted:
            return
        QTest.keyClick(focused or view, Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted} cannot be reached")
