"""The choice of a trigger: the published grid, one of the owner's, a file, or a new one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.counts import breakable
from ipclip_app.gui.steady_button import SteadyButton
from ipclip_app.gui.triggers.shelf import (
    PUBLISHED,
    ShelvedTrigger,
    list_triggers,
    look_at,
    trigger_folder,
)
from ipclip_app.gui.triggers.stamp_preview import StampPreview
from ipclip_app.gui.triggers.trigger_maker import TriggerMaker
from ipclip_app.gui.triggers.trigger_words import trigger_name, trigger_note

SIDE = 96
_NARROWEST = 16
"""Characters."""
_WIDEST = 420


class TriggerChoice(QWidget):
    """A list with a picture of what the chosen trigger does.

    Args:
        context: What the page works with.
        side: Logical pixels of the side of each picture.
    """

    changed = Signal()

    def __init__(self, context: WindowContext, side: int = SIDE) -> None:
        super().__init__()
        self._triggers: list[ShelvedTrigger] = [PUBLISHED]
        self._image: Path | None = None
        self._listing = LatestJob(context.background, self)
        self._adding = LatestJob(context.background, self)
        self.maker = TriggerMaker(context, self)
        self.box = QComboBox()
        self.open_button = QPushButton(self.tr("&Open a trigger file…"))
        self._new_texts = self.tr("&New secret trigger"), self.tr("Do &not look further")
        self.new_button = SteadyButton(self._new_texts)
        self.preview = StampPreview(context, side)
        self.note, self.looking = labelled("", "muted"), labelled("", "muted")
        self.error = labelled("", "bad")
        self._arrange()
        self._connect()
        self._fill(PUBLISHED)

    @property
    def trigger(self) -> Path | None:
        """File of the chosen one; None for the published grid."""
        return self.chosen.path

    @property
    def chosen(self) -> ShelvedTrigger:
        """The chosen one."""
        return self._triggers[max(0, self.box.currentIndex())]

    def choose(self, path: Path | None) -> None:
        """Choose a trigger file, or the published grid."""
        if path is None:
            self._fill(PUBLISHED)
        else:
            self._adding.start(partial(look_at, path))

    def show_on(self, image: Path | None) -> None:
        """Show what the trigger does on this image instead of one of the sample's."""
        if image != self._image:
            self._image = image
            self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look for triggers that were made in the meantime."""
        super().showEvent(event)
        self._listing.start(list_triggers)
        self._show()

    def pick(self) -> None:
        """Let the owner pick a trigger file."""
        dialog = QFileDialog(self, self.tr("Trigger file"), str(trigger_folder()), self.tr("Triggers (*.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def make(self) -> None:
        """Make a secret trigger and choose it; stop where one is being looked for."""
        if self.maker.is_running:
            self.maker.stop()
        else:
            self.maker.make()

    def _arrange(self) -> None:
        self.box.setAccessibleName(self.tr("Trigger"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMaximumWidth(_WIDEST)
        self.box.setMinimumContentsLength(_NARROWEST)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        caption = QLabel(self.tr("Tri&gger"))
        caption.setBuddy(self.box)
        line = QHBoxLayout()
        line.addWidget(caption)
        line.addWidget(self.box, 1)
        line.addStretch()
        buttons = QHBoxLayout()
        buttons.addWidget(self.new_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        picture = QHBoxLayout()
        picture.setSpacing(16)
        picture.addWidget(self.preview)
        self.words = QVBoxLayout()
        self.words.addWidget(self.note)
        self.words.addStretch(1)
        picture.addLayout(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addLayout(buttons)
        layout.addWidget(self.looking)
        layout.addLayout(picture)
        layout.addWidget(self.error)

    def _connect(self) -> None:
        self._listing.succeeded.connect(self._list)
        self._adding.succeeded.connect(self._take)
        self._adding.failed.connect(self._refuse)
        self.preview.failed.connect(self._refuse)
        self.maker.made.connect(self._take)
        self.maker.failed.connect(self._refuse)
        self.maker.moved.connect(self._show_looking)
        self._show_looking("")
        self.box.activated.connect(self._settle)
        self.open_button.clicked.connect(self.pick)
        self.new_button.clicked.connect(self.make)

    def _list(self, triggers: tuple[ShelvedTrigger, ...]) -> None:
        chosen = self.chosen
        known = {trigger.path for trigger in triggers}
        opened = [trigger for trigger in self._triggers if trigger.path is not None and trigger.path not in known]
        self._triggers = [PUBLISHED, *triggers, *opened]
        self._fill(chosen, settle=False)

    def _take(self, trigger: ShelvedTrigger) -> None:
        self._fill(trigger)

    def _fill(self, chosen: ShelvedTrigger, *, settle: bool = True) -> None:
        if chosen not in self._triggers:
            self._triggers.append(chosen)
        self.box.clear()
        self.box.addItems([trigger_name(trigger) for trigger in self._triggers])
        self.box.setCurrentIndex(self._triggers.index(chosen))
        if settle:
            self._settle()

    def _settle(self) -> None:
        self._complain("")
        self.note.setText(breakable(trigger_note(self.chosen)).replace("-", "-\u200b"))
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        if self.isVisible():
            self.preview.show_trigger(self.trigger, self._image)

    def _show_looking(self, words: str) -> None:
        self.looking.setText(words)
        self.looking.setVisible(bool(words))
        self.new_button.setText(self._new_texts[1 if words else 0])

    def _picked(self, path: str) -> None:
        self.choose(Path(path))

    def _refuse(self, failure: Failure) -> None:
        self._complain(failure.sentence)

    def _complain(self, sentence: str) -> None:
        self.error.setText(breakable(sentence))
        self.error.setVisible(bool(sentence))
