"""Adds a CLIP of the owner's: a folder in open_clip's layout, or a checkpoint file with its architecture."""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.elided_label import ElidedLabel
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.page import center_labels, labelled
from ipclip_app.paths import is_folder
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.jobs.backbones import BackboneEntry

_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 64
_FIELD_WIDTH = 320


class AddCard(QFrame):
    """Asks for the name, and for the architecture of a file; hidden while nothing is being added.

    Args:
        context: What the page works with.
    """

    added = Signal(str)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._path = Path()
        self._taken: frozenset[str] = frozenset()
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Add a backbone of your own"))
        self.place = ElidedLabel()
        self.name_field = QLineEdit()
        self.name_field.setAccessibleName(self.tr("Name of the backbone"))
        self.name_field.setMaximumWidth(_FIELD_WIDTH)
        self.architecture_box = QComboBox()
        self.architecture_box.setEditable(True)
        self.architecture_box.setMaximumWidth(_FIELD_WIDTH)
        self.architecture_box.setAccessibleName(self.tr("Architecture"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("The backbone is being checked"))
        self.error = labelled("", "bad")
        self.add_button = QPushButton(self.tr("&Add"))
        self.add_button.setProperty("role", "primary")
        self.add_button.clicked.connect(self._add)
        self.cancel_button = QPushButton(self.tr("Ca&ncel"))
        self.cancel_button.clicked.connect(self.hide)
        self.name_field.returnPressed.connect(self.add_button.click)
        self._arrange()

    def offer(self, path: Path) -> None:
        """Ask what to call a folder or file."""
        self._path = path
        folder = is_folder(path)
        self.place.setText(str(path))
        self.name_field.setText(_NO_NAME.sub("-", path.name if folder else path.stem).strip("-._")[:_LONGEST])
        self._form.setRowVisible(self.architecture_box, not folder)
        self._tell("")
        self.show()
        self.name_field.setFocus()
        self.name_field.selectAll()

    def know(self, entries: "Iterable[BackboneEntry]") -> None:
        """Names that are taken and architectures that can be used."""
        listed = tuple(entries)
        self._taken = frozenset(entry.name for entry in listed)
        text = self.architecture_box.currentText() or "ViT-B-16"
        architectures = dict.fromkeys(entry.name.partition("/")[0] for entry in listed if "/" in entry.name)
        self.architecture_box.clear()
        self.architecture_box.addItems(list(architectures))
        self.architecture_box.setEditText(text)

    def _arrange(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.addRow(self.tr("From"), self.place)
        self._form.addRow(self.tr("Na&me"), self.name_field)
        self._form.addRow(self.tr("Archi&tecture"), self.architecture_box)
        center_labels(self._form)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Add a backbone of your own"), "heading"))
        layout.addLayout(self._form)
        layout.addWidget(self.error)
        layout.addWidget(self.bar)
        layout.addLayout(buttons)
        self._tell("")
        self.hide()

    def _add(self) -> None:
        name = self.name_field.text().strip()
        if name in self._taken:
            self._tell(self.tr("There is a backbone of that name; choose another name."))
            return
        self._tell("")
        self._set_busy(True)
        architecture = "" if is_folder(self._path) else self.architecture_box.currentText().strip()
        reference = f"{architecture}={self._path}" if architecture else str(self._path)
        thread = self._context.background.prepare(partial(_add, name, reference))
        thread.succeeded.connect(self._finish)
        thread.failed.connect(self._fail)
        thread.cancelled.connect(self._stop)
        thread.start()

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a switch
        self.bar.setVisible(busy)
        self.add_button.setEnabled(not busy)
        self.cancel_button.setEnabled(not busy)

    def _finish(self, entry: "BackboneEntry") -> None:
        self._set_busy(False)
        self.hide()
        self.added.emit(entry.name)

    def _fail(self, failure: Failure) -> None:
        self._tell(failure.sentence)
        self.name_field.setFocus()

    def _stop(self) -> None:
        self._tell("")

    def _tell(self, sentence: str) -> None:
        self._set_busy(False)
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


def _add(name: str, reference: str) -> "Job[Any]":
    from ipclip_app.jobs.backbones import add_backbone

    return add_backbone(name, reference)
