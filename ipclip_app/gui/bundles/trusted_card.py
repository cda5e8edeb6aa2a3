"""The card of the issuers whom the owner trusts: import, forget."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.rows import Row, RowsTable, Sign
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import failure_message
from ipclip_app.gui.page import labelled
from ipclip_app.gui.question import Question

if TYPE_CHECKING:
    from ipclip_app.crypto.trusted_issuers import TrustedIssuer


class TrustedCard(QFrame):
    """Table and buttons.

    Args:
        context: What the page works with.
    """

    import_requested = Signal(object)
    """The file of a public key."""
    forgotten = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._doomed: TrustedIssuer | None = None
        self.setProperty("role", "card")
        titles = self.tr("Name"), self.tr("Fingerprint")
        self.table = RowsTable(context.theme, self.tr("Trusted issuers"), titles, widest=1)
        self.nothing = labelled(
            self.tr("You trust nobody yet, so that every bundle of others is from an unknown issuer."), "muted"
        )
        self.problem = labelled("", "bad")
        self.question = Question(self.tr("Forget"), self.tr("Keep"))
        self.import_button = QPushButton(self.tr("Import a p&ublic key…"))
        self.forget_button = QPushButton(self.tr("F&orget"))
        self.forget_button.setProperty("role", "danger")
        self._arrange()
        self._connect()
        self._offer()

    def show_issuers(self, issuers: "Sequence[TrustedIssuer]", chosen: "TrustedIssuer | None" = None) -> None:
        """Show the issuers of now."""
        self.table.show_rows([_row(issuer) for issuer in issuers], chosen)
        self.table.setVisible(bool(issuers))
        self.nothing.setVisible(not issuers)
        fitting = QSizePolicy.Policy.Preferred if issuers else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, fitting)
        self._offer()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.forget_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Issuers you trust"), "heading"))
        layout.addWidget(labelled(self.tr("Bundles that they signed count as theirs."), "muted"))
        layout.addWidget(self.nothing)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.question)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.table.chosen_changed.connect(self._offer)
        self.import_button.clicked.connect(self._pick)
        self.forget_button.clicked.connect(self._ask)
        self.question.accepted.connect(self._forget)
        self.question.declined.connect(self.forget_button.setFocus)

    def _chosen(self) -> "TrustedIssuer | None":
        return cast("TrustedIssuer | None", self.table.chosen)

    def _offer(self) -> None:
        issuer = self._chosen()
        self.forget_button.setVisible(issuer is not None)
        self.problem.setText(issuer.problem if issuer else "")
        self.problem.setVisible(bool(self.problem.text()))
        if issuer != self._doomed:
            self.question.hide()

    def _ask(self) -> None:
        self._doomed = self._chosen()
        if self._doomed is not None:
            words = self.tr("Trust “{name}” no longer? Bundles of his are then from an unknown issuer.")
            self.question.ask(words.format(name=self._doomed.name))

    def _forget(self) -> None:
        if self._doomed is not None:
            thread = self._context.background.prepare(partial(bundle_jobs.forget, self._doomed.name))
            thread.succeeded.connect(self.forgotten)
            thread.failed.connect(self._fail)
            thread.start()
        self.import_button.setFocus()

    def _pick(self) -> None:
        kinds = self.tr("Public keys (*.pem);;All files (*)")
        dialog = QFileDialog(self, self.tr("An issuer's public key"), str(Path.home()), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.import_requested.emit(Path(path))

    def _fail(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))


def _row(issuer: "TrustedIssuer") -> Row:
    sign = Sign("error", "bad") if issuer.problem else Sign("tick", "good")
    return Row((issuer.name, issuer.fingerprint), issuer, sign, issuer.problem)
