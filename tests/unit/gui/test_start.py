"""What must be loaded before the window stands, and what is loaded behind it."""

import subprocess
import sys
import textwrap
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.protect.page import ProtectPage
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts


def python(script: str) -> None:
    """Run a script in a process that has loaded nothing yet; it succeeds and leaves the terminal empty."""
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], check=False, capture_output=True, text=True, timeout=300
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_the_window_stands_before_anything_is_loaded_that_plots() -> None:
    python("""
        import sys
        from ipclip_app.gui.app import make_application, make_window
        window = make_window(make_application(sys.argv))
        window.show()
        assert window.page(0).isVisible()
        assert not {"pyqtgraph", "superqt"} & set(sys.modules)
    """)


def test_the_engine_loads_what_plots_and_makes_no_object_of_qt_in_its_thread() -> None:
    python("""
        import sys
        import ipclip_app.jobs.engine
        from PySide6 import QtGui, QtWidgets
        from PySide6.QtCore import QCoreApplication, QObject
        from shiboken6 import Shiboken
        from ipclip_app.gui.engine import Engine

        def objects():
            return {id(found) for found in Shiboken.getAllValidWrappers() if isinstance(found, QObject)}

        ipclip_app.jobs.engine.start_engine = lambda threads: (step for step in ())
        application = QCoreApplication(sys.argv)
        engine = Engine()
        before = objects()
        engine.start()
        assert engine.wait(120_000)
        assert {"pyqtgraph", "superqt"} <= set(sys.modules)
        assert objects() == before
    """)


def test_a_step_that_outlasts_the_patience_of_closing_crashes_nothing() -> None:
    python("""
        import sys, threading
        from ipclip_app.gui import app, main_window
        from ipclip_app.progress import Report

        def stuck():
            yield Report("work", 0, 0)
            threading.Event().wait()

        def make(application, make=app.make_window):
            window = make(application)
            thread = window.background.prepare(stuck)
            thread.reported.connect(window.close)
            thread.start()
            return window

        main_window.PATIENCE_MS = 50
        app.make_window = make
        sys.exit(app.run(["ipclip-app"]))
    """)


def test_a_path_that_cannot_be_opened_is_told_in_the_window_and_not_in_the_terminal() -> None:
    python("""
        import sys
        import ipclip_app.jobs.engine
        from PySide6.QtCore import QTimer
        from ipclip_app.gui import app

        ipclip_app.jobs.engine.start_engine = lambda threads: (step for step in ())
        make_window, told = app.make_window, []

        def make_and_watch(application):
            window, timer = make_window(application), QTimer(application)

            def look():
                if window.messages.messages():
                    told.append(window.messages.messages()[0].sentence)
                    window.close()

            timer.timeout.connect(look)
            timer.start(10)
            return window

        app.make_window = make_and_watch
        code = app.run(["ipclip-app", "nowhere"])
        assert "nowhere: there is no such folder" in told[0]
        sys.exit(code)
    """)


def test_views_are_built_once_the_engine_is_ready_and_before_they_are_needed(
    qtbot: QtBot, open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    page = window.page(0)
    assert isinstance(page, ProtectPage)
    before = page.missing()

    window.engine.ready.emit(EngineFacts((ComputeDevice("cpu", "pretended", 1),), {}, 1))

    qtbot.waitUntil(lambda: not page.missing())
    assert before == ["training", "results", "runs"]
    assert page.setup.isVisible()
