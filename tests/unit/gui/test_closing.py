"""The window closes at the owner's word and takes with it what runs."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ipclip_app.gui.job_thread import JobThread
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.progress import Job, Report


def test_ctrl_q_closes_the_window(open_window: Callable[[], MainWindow]):
    window = open_window()
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_window_is_gone_while_its_jobs_end(
    open_window: Callable[[], MainWindow], start_to_report: Callable[[JobThread], None]
):
    window = open_window()
    visible_at_the_end: list[bool] = []

    def lasting() -> Job[None]:
        try:
            while True:
                yield Report("work", 0, 0)
        finally:
            visible_at_the_end.append(window.isVisible())

    thread = window.background.prepare(lasting)
    start_to_report(thread)
    window.close()
    assert visible_at_the_end == [False]
    assert not window.background.is_busy
