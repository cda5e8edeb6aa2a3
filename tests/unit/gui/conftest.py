"""A window without a screen, with folders of its own in place of the user's."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale, QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ipclip_app.gui.app_settings import SettingsStore
from ipclip_app.gui.background import Background
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.engine import Engine
from ipclip_app.gui.job_thread import JobThread
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.pages import page_entries
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.runs import Prediction, RunRecord, RunSummary


@pytest.fixture(autouse=True)
def own_garbage() -> Iterator[None]:
    """What a test leaves is collected in the main thread, as in the program."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.collect(1)  # what is older was there before the test
    gc.enable()


@pytest.fixture(autouse=True)
def window_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Empty folders for data and caches in place of the user's."""
    monkeypatch.setenv("IPCLIP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("IPCLIP_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture(scope="session")
def only_theme(qapp: QApplication) -> Theme:
    """The one theme of the process: an application's style may not be replaced under living widgets."""
    return Theme(qapp, "light")


@pytest.fixture
def theme(only_theme: Theme) -> Theme:
    """The light theme on the test's application."""
    only_theme.choose("light")
    return only_theme


@pytest.fixture
def said() -> list[Message]:
    """What a page of `context` has told."""
    return []


@pytest.fixture
def context(theme: Theme, said: list[Message]) -> Iterator[WindowContext]:
    """What a single page works with; the engine is not started."""
    background, engine = Background(), Engine()
    yield WindowContext(SettingsStore(), theme, engine, background, said.append)
    background.stop_all()
    assert background.wait(30_000), "a job outlived its test"
    assert engine.wait(60_000)


def end_jobs(window: MainWindow) -> None:
    """Let nothing run that the window would ask about for ever when it is closed after a test that failed."""
    window.background.stop_all()
    window.background.wait(30_000)
    QApplication.processEvents()


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[], MainWindow]]:
    """`open_window()`: the real main window, shown; closed with everything that runs in it after the test."""
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(SettingsStore(), theme, page_entries())
        qtbot.addWidget(window, before_close_func=end_jobs)
        with qtbot.waitExposed(window):
            window.show()
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.background.stop_all()
        assert window.background.wait(30_000), "a job outlived its window"
        assert window.engine.wait(60_000)


class FirstReport(QObject):
    """Hears the reports of a thread and tells of the first one.

    Qt drops what is queued for a QObject that is gone. The receivers of pytest-qt are none, so what a thread has queued
    for one that heard enough would reach freed memory.
    """

    came = Signal()

    def __init__(self, thread: JobThread) -> None:
        super().__init__()
        self._heard = False
        thread.reported.connect(self._hear)

    def _hear(self, _report: object) -> None:
        if not self._heard:
            self._heard = True
            self.came.emit()


@pytest.fixture
def start_to_report(qtbot: QtBot) -> Callable[[JobThread], None]:
    """`start_to_report(thread)`: start a thread and return after its first report."""

    def start(thread: JobThread) -> None:
        first = FirstReport(thread)
        with qtbot.waitSignal(first.came, timeout=30_000):
            thread.start()

    return start


@pytest.fixture
def numbers_of() -> Iterator[Callable[[str], None]]:
    """`numbers_of("de_DE")`: numbers as that language writes them."""
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


@pytest.fixture
def plain_numbers() -> Iterator[None]:
    """Numbers with a point, whatever this machine's language is."""
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


OFFERED = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
PRESSED = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Accuracies = tuple[float | None, float | None, float | None]


@pytest.fixture
def make_results() -> Callable[..., dict[str, Any]]:
    """`make_results(authorized, unauthorized)`: results with these accuracies of zero-shot, unprotected, protected."""

    def product(after: float, before: float, cost: float) -> float:
        return after * (before - cost) / 100

    def metrics(a: tuple[float, ...], u: tuple[float, ...], base: tuple[float, float], form: str) -> dict[str, float]:
        lost_a, lost_u = base[0] - a[2], base[1] - u[2]
        figures = {"D_a": lost_a, "D_u": lost_u, "W_ua": product(a[2], lost_u, lost_a)}
        named = {f"{name}{form}": value for name, value in figures.items()}
        return named | {f"W_ua{form}_bound": base[0] * base[1] / 100}

    def domain(accuracies: Accuracies) -> dict[str, Any]:
        named = dict(zip(("zero_shot", "unprotected", "protected"), accuracies, strict=True))
        return {"images": 40, **named, "called_unauthorized": 0.25}

    def make(
        authorized: tuple[float, float, float] = (95.0, 97.0, 97.0), unauthorized: Accuracies = (90.0, 91.0, 2.0)
    ) -> dict[str, Any]:
        domains = {"authorized": domain(authorized), "unauthorized": domain(unauthorized), "other": {}}
        known: dict[str, Any] = {}
        if None in unauthorized:
            domains["unauthorized"]["agreement"] = 31.0
        else:
            u = tuple(value or 0.0 for value in unauthorized)
            known = metrics(authorized, u, (authorized[1], u[1]), "")
            known |= metrics(authorized, u, (max(authorized[:2]), max(u[:2])), "_strict")
        names = [f"{name}{form}" for form in ("", "_strict") for name in ("D_a", "D_u", "W_ua")]
        return {
            "classes": ["cat", "dog", "hot_air_balloon"],
            "domains": domains,
            "metrics": dict.fromkeys(names) | {"W_ua_bound": None, "W_ua_strict_bound": None} | known,
            "verdict": {"auroc": 0.987, "false_rejection": 0.02, "detection": 0.98, "t_a": 1.5, "t_u": -0.5},
            "best_epoch": 3,
            "left_out": {},
        }

    return make


@pytest.fixture
def make_record(tmp_path: Path, make_results: Callable[..., dict[str, Any]]) -> Callable[..., RunRecord]:
    """`make_record(images, predictions=..., **summary)`: a finished run, its predictions over the images in turn.

    Of three images in turn, two are authorized and one is not. Both models know the first; zero-shot CLIP alone takes
    the second for another class; the protected model alone is wrong on the third. Scores fall from image to image.
    """

    def predict(index: int, path: Path) -> Prediction:
        label, other, turn = index % 3, (index + 1) % 3, index % 3
        return Prediction(
            path=path,
            domain="unauthorized" if turn == 2 else "authorized",
            label=label,
            zero_shot=other if turn == 1 else label,
            unprotected=label,
            protected=other if turn == 2 else label,
            score=2.0 - index,
            verdict=("authorized", "uncertain", "unauthorized")[turn],
        )

    def make(images: list[Path] | None = None, **changes: Any) -> RunRecord:
        paths = [tmp_path / f"{index}.png" for index in range(6)] if images is None else images
        results = changes.pop("results", make_results())
        predictions = changes.pop("predictions", tuple(map(predict, range(len(paths)), paths)))
        config = changes.pop("config", {"epochs": 4, "batch_size": 8, "preset": "default"})
        history = tuple(
            {"epoch": epoch, "losses": {"L_a": 1.0 / epoch, "total": 2.0 / epoch}, "authorized": 90.0 + epoch,
             "unauthorized": 90.0 / epoch, "unprotected": 95.0, "best": epoch == 3}
            for epoch in range(1, 5)
        )  # fmt: skip
        known: dict[str, Any] = {
            "path": tmp_path / "runs" / "photo-against-sketch",
            "title": "Photos against sketches",
            "created": "2026-01-31T12:00:00Z",
            "state": "finished",
            "authorized": tmp_path / "photo",
            "unauthorized": tmp_path / "sketch",
            "backbone": "demo",
            "scenario": "target-specified",
            "preset": "default",
            "epochs": 4,
            "planned": 4,
            "metrics": results and results["metrics"],
        }
        summary = RunSummary(**{**known, **changes})
        names = ("cat", "dog", "hot_air_balloon") if predictions else ()
        return RunRecord(summary, {"config": config}, history, results, names, predictions)

    return make


def of_paths(*paths: Path) -> QMimeData:
    (content := QMimeData()).setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return content


def enter(target: QWidget, content: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPoint(20, 20), OFFERED, content, *PRESSED)
    event.ignore()
    QApplication.sendEvent(target, event)
    return event


@pytest.fixture
def drop() -> Callable[[QWidget, QMimeData], QDropEvent]:
    """`drop(widget, content)`: drag something over a widget and let it go."""

    def let_go(target: QWidget, content: QMimeData) -> QDropEvent:
        enter(target, content)  # without it Qt delivers no drop
        event = QDropEvent(QPointF(20, 20), OFFERED, content, *PRESSED)
        QApplication.sendEvent(target, event)
        return event

    return let_go


@pytest.fixture
def drag() -> Callable[[QWidget, QMimeData], QDragEnterEvent]:
    """`drag(widget, content)`: hold something above a widget."""
    return enter


@pytest.fixture
def files() -> Callable[..., QMimeData]:
    """`files(*paths)`: what a file manager drops."""
    return of_paths


@pytest.fixture
def strange() -> Callable[[str], QMimeData]:
    """`strange("text")`, `strange("link")`, `strange("other")`: what an editor, a browser or anything else drops."""

    def make(kind: str) -> QMimeData:
        content = QMimeData()
        if kind == "text":
            content.setText("a poem")
        elif kind == "link":
            content.setUrls([QUrl("https://example.org/cat.png")])
        return content

    return make
