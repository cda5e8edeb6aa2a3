"""Keeps a log in the data folder: what the program, its libraries and Qt have to tell, the oldest leaving first."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from ipclip_app.gui.recent_defects import RecentDefects
from ipclip_app.storage import data_folder

NAME: Final = "ipclip-app.log"
_BYTES: Final = 1 << 20
_OLDER: Final = 3
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_folder() -> Path:
    """Where logs are kept."""
    return data_folder() / "logs"


@contextmanager
def logging_to_file(defects: RecentDefects) -> Iterator[None]:
    """Write the log as long as the context lasts; where the folder cannot be written there is none.

    Args:
        defects: Keeps the latest errors for a report.
    """
    root, own = logging.getLogger(), logging.getLogger("ipclip_app")
    handlers = [handler for handler in (_file(), defects) if handler is not None]
    level = own.level
    own.setLevel(logging.INFO)
    for handler in handlers:
        root.addHandler(handler)
    previous = qInstallMessageHandler(_take)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)
        own.setLevel(level)
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()


def _file() -> logging.Handler | None:
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_folder() / NAME, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    return handler


def _take(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's message in Python's log; called from any thread."""
    logging.getLogger(f"qt.{context.category or 'default'}").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
