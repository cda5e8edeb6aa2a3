"""Garbage is collected in the main thread, or widgets would be destroyed under Qt's hands."""

import gc
import threading
import weakref
from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipclip_app.gui.garbage import MainThreadCollector
from ipclip_app.gui.job_thread import JobThread
from ipclip_app.progress import Report


class Knot:
    """Refers to itself, so that only the collector ends it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[MainThreadCollector]:
    owner = QObject()
    yield MainThreadCollector(owner)
    owner.deleteLater()


def test_knots_of_any_thread_are_collected_in_the_main_thread(qtbot: QtBot, collector: MainThreadCollector) -> None:
    ends: list[threading.Thread] = []
    finalizers: list[object] = []

    def allocating() -> Generator[Report, None, None]:
        yield Report("allocate", 0, 1)
        for _ in range(3 * gc.get_threshold()[0]):
            knot = Knot()
            finalizers.append(weakref.finalize(knot, lambda: ends.append(threading.current_thread())))

    thread = JobThread(allocating)
    with qtbot.waitSignal(thread.finished):
        thread.start()
    assert ends == []

    qtbot.waitUntil(lambda: len(ends) > gc.get_threshold()[0])
    assert set(ends) == {threading.main_thread()}


def test_nothing_is_collected_while_there_is_little(collector: MainThreadCollector) -> None:
    gc.collect()
    knot = weakref.ref(Knot())

    collector.collect()

    assert knot() is not None


def test_nothing_stays_frozen_when_the_program_ends(qapp: QApplication, collector: MainThreadCollector) -> None:
    collector.settle()
    assert gc.get_freeze_count() > 0

    qapp.aboutToQuit.emit()

    assert gc.get_freeze_count() == 0
    assert gc.isenabled()
