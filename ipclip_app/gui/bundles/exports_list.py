"""The list of what was exported to whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.no_exports import NoExports
from ipclip_app.gui.bundles.rows import Row, RowsTable, Sign
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.folder_opening import open_folder
from ipclip_app.gui.page import labelled
from ipclip_app.gui.results.run_facts import moment
from ipclip_app.jobs.visible import visible

if TYPE_CHECKING:
    from ipclip_app.gui.bundles.bundle_jobs import PastExport

_UNTIL = 2
_FILE = 5
_SHORT = 8
"""Characters of an id that `ipclip export --renew` needs at most, and a reader at least."""


class ExportsList(QWidget):
    """Table and buttons.

    Args:
        context: What the page works with.
    """

    export_requested = Signal()
    renew_requested = Signal(object)
    """An `ExportRecord`."""
    inspect_requested = Signal(object)
    """The path of a bundle."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        titles = (
            self.tr("Licensee"), self.tr("Exported"), self.tr("Until"), self.tr("Encrypted"), self.tr("Bundle"),
            self.tr("File"),
        )  # fmt: skip
        self.table = RowsTable(context.theme, self.tr("Exports"), titles)
        self.none = NoExports(context.theme)
        self.error = labelled("", "bad")
        self.export_button = QPushButton(self.tr("E&xport for a licensee…"))
        self.export_button.setProperty("role", "primary")
        self.renew_button = QPushButton(self.tr("&Renew…"))
        self.inspect_button = QPushButton(self.tr("&Look into it"))
        self.folder_button = QPushButton(self.tr("Open fol&der"))
        self.stack = QStackedWidget()
        self._arrange()
        self._connect()
        self.show_exports(())

    def show_exports(self, past: "Sequence[PastExport]") -> None:
        """Show the exports of now, newest first."""
        self.error.hide()
        self.table.show_rows([self._row(export) for export in past])
        self.stack.setCurrentIndex(0 if past else 1)
        self._offer()

    def show_error(self, sentence: str) -> None:
        """Say why the list cannot be read."""
        self.error.setText(sentence)
        self.error.show()

    def _row(self, export: "PastExport") -> Row:
        record = export.record
        until = moment(record.valid_until) if record.valid_until else self.tr("No end")
        if export.expired:
            until = self.tr("{date}, over").format(date=until)
        file = record.path.name if export.present else self.tr("{file} (not there)").format(file=record.path.name)
        sealed = self.tr("Yes") if record.recipient else self.tr("No")
        texts = visible(record.licensee), moment(record.created), until, sealed, record.bundle_id[:_SHORT], file
        sign = Sign("warning", "doubt", _UNTIL) if export.expired else Sign("tick", "good", _UNTIL)
        return Row(texts, export, sign, f"{record.path}\n{record.bundle_id}")

    def _arrange(self) -> None:
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        buttons = QHBoxLayout()
        for button in (self.export_button, self.renew_button, self.inspect_button, self.folder_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.error)
        layout.addWidget(self.stack, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.table.chosen_changed.connect(self._offer)
        self.table.opened.connect(self._inspect)
        self.export_button.clicked.connect(self.export_requested)
        self.renew_button.clicked.connect(self._renew)
        self.inspect_button.clicked.connect(self._inspect)
        self.folder_button.clicked.connect(self._open)

    def _chosen(self) -> "PastExport | None":
        return cast("PastExport | None", self.table.chosen)

    def _offer(self) -> None:
        export = self._chosen()
        for button in (self.renew_button, self.inspect_button, self.folder_button):
            button.setVisible(export is not None)
        self.inspect_button.setEnabled(export is not None and export.present)

    def _renew(self) -> None:
        export = self._chosen()
        if export is not None:
            self.renew_requested.emit(export.record)

    def _inspect(self) -> None:
        export = self._chosen()
        if export is not None and export.present:
            self.inspect_requested.emit(export.record.path)

    def _open(self) -> None:
        export = self._chosen()
        if export is not None:
            open_folder(export.record.path.parent, self._context.say)
