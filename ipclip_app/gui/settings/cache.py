"""The cache of image statistics: how much it holds, how much it may, and clearing it."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox

from ipclip_app.gui.app_settings import MOST
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.number_fields import WholeNumberField
from ipclip_app.gui.page import labelled
from ipclip_app.gui.question import Question
from ipclip_app.gui.settings.form import SettingsCard
from ipclip_app.preferences import DEFAULT_LIMIT_MB, LIMIT_VARIABLE
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.cache import CacheSummary, ClearedCache

_STEP_MB: Final = 256


class CacheCard(SettingsCard):
    """Shows, limits and clears."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._busy = False
        self.set_heading(self.tr("Cache"))
        self.body.insertWidget(
            1, labelled(self.tr("What was computed from your images is kept, so that the next run starts faster."), "")
        )
        self.content = labelled("", "muted")
        self.add_line(self.tr("Content"), self.content)
        self.limit_box = self._make_limit()
        self.add_row(self.tr("Largest si&ze"), self.limit_box, self.tr("Largest size of the cache"))
        if os.environ.get(LIMIT_VARIABLE):
            self.limit_box.setEnabled(False)
            note = self.tr("The variable {variable} of this system sets the size.")
            self.add_note(note.format(variable=LIMIT_VARIABLE))
        self.clear_button = QPushButton(self.tr("Clear the cach&e"))
        self.clear_button.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.question = Question(self.tr("Clear"), self.tr("Keep"))
        self.question.accepted.connect(self._clear)
        self.question.declined.connect(self._kept)
        self.body.addWidget(self.question)
        context.engine.ready.connect(self.refresh)
        context.settings.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Look into the cache once the engine is there."""
        ready = self._context.engine.is_ready
        self.clear_button.setEnabled(ready and not self._busy)
        if not ready:
            self.content.setText(self.tr("The engine is loading…"))
        elif not self._busy and self.isVisible():
            self.content.setText(self.tr("Looking into the cache…"))
            self._start(_show, self._show_content)

    def _make_limit(self) -> QSpinBox:
        box = WholeNumberField()
        box.setRange(0, MOST["cache_limit_mb"])
        box.setSingleStep(_STEP_MB)
        box.setSuffix(self.tr(" MiB"))
        box.setGroupSeparatorShown(True)
        default = QLocale().toString(DEFAULT_LIMIT_MB)
        box.setSpecialValueText(self.tr("Automatic ({size} MiB)").format(size=default))
        box.setKeyboardTracking(False)
        box.setValue(self._context.settings.now.cache_limit_mb)
        box.valueChanged.connect(self._limit)
        return box

    def _limit(self, megabytes: int) -> None:
        self._context.settings.change(cache_limit_mb=megabytes)

    def _ask(self) -> None:
        self.question.ask(self.tr("Clear the cache? Nothing of yours is lost; the next run computes it again."))

    def _kept(self) -> None:
        self.clear_button.setFocus()

    def _clear(self) -> None:
        self._start(_clear, self._tell_cleared)

    def _start(self, begin: Callable[[], Job[Any]], done: Callable[[Any], None]) -> None:
        self._busy = True
        self.clear_button.setEnabled(False)
        thread = self._context.background.prepare(begin)
        thread.succeeded.connect(done)
        thread.failed.connect(self._fail)
        thread.start()

    def _show_content(self, summary: "CacheSummary") -> None:
        self._end()
        words = self.tr("{count} views of images, {size} of at most {limit}")
        sizes = (_in_words(summary.bytes), _in_words(summary.limit))
        text = words.format(count=QLocale().toString(summary.entries), size=sizes[0], limit=sizes[1])
        self.content.setText(text)
        for notice in summary.notices:
            self._context.say(Message(notice, "warning"))

    def _tell_cleared(self, cleared: "ClearedCache") -> None:
        self._end()
        words = self.tr("The cache is empty; {size} of the disk are free again.")
        self._context.say(Message(words.format(size=_in_words(cleared.bytes)), "done"))
        self.refresh()

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.content.setText(failure.sentence)

    def _end(self) -> None:
        self._busy = False
        self.clear_button.setEnabled(True)


def _in_words(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeIecFormat)


def _show() -> "Job[CacheSummary]":
    from ipclip_app.jobs.cache import show_cache

    yield Report("cache", 0, 1)
    return show_cache()


def _clear() -> "Job[ClearedCache]":
    from ipclip_app.jobs.cache import clear_cache

    yield Report("cache", 0, 1)
    return clear_cache()
