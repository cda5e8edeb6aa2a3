"""Asks for whom a bundle is, until when and with which key it is signed, and writes it."""

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.bundle_jobs import ExportWish
from ipclip_app.gui.bundles.end_field import DAY_WIDTH, EndField
from ipclip_app.gui.bundles.moved_images import MovedImages
from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.bundles.run_box import RunBox
from ipclip_app.gui.bundles.signing_rows import SigningRows
from ipclip_app.gui.bundles.writing import Writing
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.page import labelled
from ipclip_app.jobs.export_request import DEFAULT_SCOPE, SUFFIX

if TYPE_CHECKING:
    from ipclip_app.gui.bundles.bundle_jobs import Exports

_FIELD_WIDTH: Final = 480
_SCOPE_LINES: Final = 4.4
_LONGEST_NAME: Final = 40


class ExportForm(QFrame):
    """The form; `Writing` below it does the work.

    Args:
        context: What the page works with.
    """

    create_requested = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._own_place = False
        self._own_name = False
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Export for a licensee"))
        self.run_box = RunBox()
        self.licensee, self.issuer = QLineEdit(), QLineEdit()
        self.scope = QPlainTextEdit(DEFAULT_SCOPE)
        self.license = PathField(self.tr("Your own licence text"), self.tr("Texts (*.txt *.md);;All files (*)"), "read")
        self.begin_line = QLineEdit()
        self.end = EndField()
        self.signing = SigningRows(self)
        pem, bundles = self.tr("Public keys (*.pem);;All files (*)"), self.tr("Bundles (*.ipclip)")
        self.recipient = PathField(self.tr("The licensee's public key"), pem, "read")
        self.place = PathField(self.tr("File to write"), bundles, "write")
        self.moved = MovedImages(context)
        self.writing = Writing(context, self.tr("E&xport"))
        self._name_fields()
        self._arrange()
        self._connect()

    def begin(self, run: Path | None = None) -> None:
        """Ask about a new bundle, of that run if one is given."""
        if run is not None:
            self.run_box.choose(run)
        self._own_place = self._own_name = False
        self.licensee.clear()
        for field in (self.recipient, self.license):
            field.set_path(None)
        self.begin_line.clear()
        self.end.reset()
        self.moved.reset()
        self.signing.clear()
        self.writing.tell("")
        self._suggest_name()
        self._suggest_place()
        self.licensee.setFocus()

    def know(self, exports: "Exports") -> None:
        """Runs and keys to choose from."""
        self.run_box.show_runs(exports.runs)
        self.signing.show_keys(exports.keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape and not self.writing.is_running:
            self.writing.leave()
        else:
            super().keyPressEvent(event)

    def _name_fields(self) -> None:
        self.licensee.setAccessibleName(self.tr("Licensee"))
        self.licensee.setPlaceholderText(self.tr("A person or an organization"))
        self.issuer.setAccessibleName(self.tr("Your name in the bundle"))
        self.scope.setAccessibleName(self.tr("What the licensee may do"))
        self.scope.setTabChangesFocus(True)
        self.scope.setFixedHeight(round(self.fontMetrics().height() * _SCOPE_LINES))
        self.recipient.line.setPlaceholderText(self.tr("Empty: whoever has the file can use it"))
        self.license.line.setPlaceholderText(self.tr("Empty: sentences that say what is above"))
        self.begin_line.setAccessibleName(self.tr("First day, as year, month and day"))
        self.begin_line.setPlaceholderText(self.tr("Empty: today"))
        self.begin_line.setMaximumWidth(DAY_WIDTH)
        for widget in (self.run_box, self.licensee, self.issuer, self.scope, self.license, self.recipient, self.place):
            widget.setMaximumWidth(_FIELD_WIDTH)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Run"), self.run_box),
            (self.tr("&Licensee"), self.licensee),
            (self.tr("Licensee &may"), self.scope),
            (self.tr("Licen&ce text"), self.license),
            (self.tr("&First day"), self.begin_line),
            (self.tr("Last &day"), self.end),
            (self.tr("Encr&ypt for"), self.recipient),
            (self.tr("&To the file"), self.place),
            (self.tr("Y&our name"), self.issuer),
        )
        for label, widget in rows:
            form.addRow(label, widget)
        self.signing.add_to(form)
        words = self.tr(
            "The bundle holds the protected prompt of a run, signed with your key. The unprotected one stays with you."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Export for a licensee"), "heading"))
        layout.addWidget(labelled(words, "muted"))
        layout.addLayout(form)
        layout.addWidget(self.moved)
        layout.addWidget(self.writing)

    def _connect(self) -> None:
        self.run_box.currentIndexChanged.connect(self._ask_for_images)
        self.licensee.textChanged.connect(self._suggest_place)
        self.place.edited.connect(self._keep_place)
        self.issuer.textEdited.connect(self._keep_name)
        self.signing.chosen_changed.connect(self._suggest_name)
        self.signing.create_requested.connect(self.create_requested)
        self.signing.entered.connect(self.writing.begin_button.click)
        self.writing.asked.connect(self._export)
        self.writing.refused.connect(self._refuse)

    def _ask_for_images(self) -> None:
        self.moved.ask_for(self.run_box.run)

    def _keep_place(self) -> None:
        self._own_place = True

    def _keep_name(self) -> None:
        self._own_name = True

    def _suggest_name(self) -> None:
        if not self._own_name and self.signing.key is not None:
            self.issuer.setText(self.signing.key.name)

    def _suggest_place(self) -> None:
        if self._own_place:
            return
        stem = re.sub(r"[\W_]+", "-", self.licensee.text()).strip("-").lower()[:_LONGEST_NAME] or "bundle"
        folder = self.place.path.parent if self.place.path else Path.home()
        self.place.set_path(folder / f"{stem}{SUFFIX}")

    def _missing(self) -> tuple[str, QWidget] | None:
        """The first thing that is not filled in, and where."""
        checks: tuple[tuple[object, str, QWidget], ...] = (
            (self.run_box.run, self.tr("There is no run with results yet: protect a model first."), self.run_box),
            (self.licensee.text().strip(), self.tr("Tell for whom the bundle is."), self.licensee),
            (self.scope.toPlainText().strip(), self.tr("Tell what the licensee may do."), self.scope),
            (self.end.is_filled, self.tr("Tell the last day, or choose “Without an end”."), self.end.line),
            (self.place.path, self.tr("Choose the file to write."), self.place.line),
            (self.issuer.text().strip(), self.tr("Tell your name, as the licensee shall see it."), self.issuer),
            (self.signing.key, self.tr("A bundle needs a signature: create a key first."), self.signing.create_button),
        )
        return next(((words, widget) for value, words, widget in checks if not value), None)

    def _export(self) -> None:
        missing = self._missing()
        run, out, signature = self.run_box.run, self.place.path, self.signing.signature
        if missing is not None or run is None or out is None or signature is None:
            if missing is not None:
                self.writing.tell(missing[0])
                missing[1].setFocus()
            return
        wish = ExportWish(
            run=run,
            out=out if out.suffix else out.with_suffix(SUFFIX),
            licensee=self.licensee.text().strip(),
            scope=self.scope.toPlainText().strip(),
            issuer_name=self.issuer.text().strip(),
            until=self.end.day,
            recipient=self.recipient.path,
            signature=signature,
            begin=self.begin_line.text().strip(),
            license_file=self.license.path,
            places=self.moved.places,
        )
        self.writing.start(partial(bundle_jobs.export_bundle, wish))

    def _refuse(self, failure: Failure) -> None:
        if self.signing.refuse(failure):
            return
        if failure.kind == "OutputExistsError":
            words = self.tr("{path} exists already, and nothing is overwritten: choose another name.")
            self.writing.tell(words.format(path=self.place.path))
            self.place.line.setFocus()
        else:
            self.writing.tell(failure.sentence)
            self.moved.help_with(failure)
