"""Adds licensees to the secret in hand: their names, the button that begins, and how far it is."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.counts import breakable
from ipclip_app.gui.watermark.licensee_field import LicenseeField
from ipclip_app.gui.watermark.secret_jobs import SecretInHand, add_licensees
from ipclip_app.gui.watermark.secret_words import licensee_words, named_words, secret_name
from ipclip_app.progress import Report


class AdditionForm(QWidget):
    """Who is in the secret, and a field for those who come to it.

    Args:
        context: What the page works with.
    """

    added = Signal(object)
    """The `SecretInHand` with them."""
    closed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._secret: SecretInHand | None = None
        self._job = LatestJob(context.background, self)
        self.title = labelled("", "heading")
        self.present = labelled("", "plain")
        self.licensees = LicenseeField()
        self.error = labelled("", "bad")
        self.bar = QProgressBar()
        self.add_button = QPushButton(self.tr("A&dd them"))
        self.cancel_button = QPushButton(self.tr("Ca&ncel"))
        self.state = labelled("", "muted")
        self._arrange()
        self._connect()
        self._settle()

    @property
    def is_running(self) -> bool:
        """Whether licensees are being added."""
        return self._job.is_running

    def begin(self, secret: SecretInHand) -> None:
        """Ask whom to add."""
        self._secret = secret
        self.title.setText(self.tr("New licensees of {secret}").format(secret=secret_name(secret.path)))
        self.present.setText(f"{licensee_words(len(secret.users))}: {named_words(secret.users)}")
        self.licensees.clear(secret.users)
        self._tell("")
        self._settle()
        self.licensees.setFocus()

    def leave(self) -> None:
        """Stop adding, or add nobody."""
        if self._job.is_running:
            self._job.cancel()
            self.cancel_button.setEnabled(False)
            self.state.setText(self.tr("Stopping…"))
        else:
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape adds nobody."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.add_button.setProperty("role", "primary")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the new licensees"))
        self.present.setAccessibleName(self.tr("In the secret"))
        names = QLabel(self.tr("Licens&ees"))
        names.setBuddy(self.licensees)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("In the secret"), self.present)
        form.addRow(names, self.licensees)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.state, 1)
        lead = self.tr("The watermarks of the others stay as they are, and evidence against them stays valid.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(labelled(lead, "muted"))
        layout.addLayout(form)
        layout.addWidget(self.error)
        layout.addWidget(self.bar)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._context.engine.ready.connect(self._settle)
        self.licensees.changed.connect(self._forgive)
        self.add_button.clicked.connect(self._add)
        self.cancel_button.clicked.connect(self.leave)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self._stay)

    def _settle(self) -> None:
        running, ready = self._job.is_running, self._context.engine.is_ready
        self.bar.setVisible(running)
        self.licensees.setEnabled(not running)
        self.add_button.setVisible(not running)
        self.add_button.setEnabled(ready)
        self.cancel_button.setEnabled(True)
        if running:
            self.state.setText(self.tr("Their matrices are made…"))
        else:
            self.state.setText("" if ready else self.tr("The engine is still loading; this takes a moment."))

    def _add(self) -> None:
        self._tell(self.licensees.problem)
        if self.licensees.problem:
            self.licensees.setFocus()
        elif self._secret is not None:
            self.bar.setRange(0, 0)
            self._job.start(partial(add_licensees, self._secret, self.licensees.names))
            self._settle()
            self.cancel_button.setFocus()

    def _hear(self, reports: list[Report]) -> None:
        latest = reports[-1]
        if latest.total:
            self.bar.setRange(0, latest.total)
            self.bar.setValue(latest.step)

    def _finish(self, secret: SecretInHand) -> None:
        self._settle()
        self.added.emit(secret)

    def _stay(self) -> None:
        self._settle()
        self.licensees.setFocus()

    def _fail(self, failure: Failure) -> None:
        changed = self.tr("The secret's file was changed meanwhile. Lock the secret and open it again.")
        words = {
            "LicenseeNameError": changed,
            "WrongPassphraseError": changed,
            "PassphraseNeededError": changed,
            "TooManyLicenseesError": self.tr("This secret has no room for so many; make another one for the rest."),
            "OutputBusyError": self.tr("Another program is writing the secret. Try again in a moment."),
        }
        self._stay()
        self._tell(words.get(failure.kind, breakable(failure.sentence)))

    def _forgive(self) -> None:
        self._tell("")

    def _tell(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
