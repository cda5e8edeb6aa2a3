"""The service: who may ask it, started and stopped, its state, address, counts and log."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ipclip_app.gui.bundles.code_line import CodeLine
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import card, labelled
from ipclip_app.gui.watermark.access_lines import count_words
from ipclip_app.gui.watermark.keys_card import KeysCard
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.gui.watermark.service_form import ServiceForm
from ipclip_app.gui.watermark.service_jobs import missing_package
from ipclip_app.gui.watermark.service_log import ServiceLog
from ipclip_app.gui.watermark.service_run import ServiceRun
from ipclip_app.gui.watermark.service_words import phase_sign, phase_words

_ICON = 18


class ServiceView(QWidget):
    """The tab.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._secret: SecretInHand | None = None
        self._missing = missing_package()
        self.run = ServiceRun(context.background, self)
        self.keys = KeysCard(context)
        self.form = ServiceForm(context)
        self.start_button = QPushButton(self.tr("&Start the service"))
        self.stop_button = QPushButton(self.tr("&Stop"))
        self._icon = QLabel()
        self.state = labelled("", "heading")
        self.note = labelled("", "muted")
        self.error = labelled("", "bad")
        self.address = CodeLine(context, self.tr("Address of the service"))
        self.counts = labelled("", "muted")
        self.log = ServiceLog()
        self._arrange()
        self._connect()
        self._settle()

    def show_secret(self, secret: SecretInHand | None) -> None:
        """Offer to serve what another secret marks; a running service goes on."""
        self._secret = secret
        self.keys.show_secret(secret)
        self.form.show_secret(secret)
        self._settle()

    def welcome(self, secret: SecretInHand, licensees: tuple[str, ...]) -> None:
        """Offer keys to new licensees of the secret in hand; a running service goes on."""
        self._secret = secret
        self.keys.welcome(secret, licensees)

    def _arrange(self) -> None:
        self.start_button.setProperty("role", "primary")
        frame = self._service_card()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.addWidget(self.keys, 0, 0)
        layout.addWidget(frame, 0, 1)
        layout.setColumnStretch(0, 2)
        layout.setColumnStretch(1, 3)

    def _service_card(self) -> QFrame:
        frame, inside = card()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.state, 1)
        head.addWidget(self.start_button)
        head.addWidget(self.stop_button)
        inside.addLayout(head)
        for widget in (self.note, self.error, self.form, self.address, self.counts):
            inside.addWidget(widget)
        inside.addWidget(self.log, 1)
        inside.addStretch()
        return frame

    def _connect(self) -> None:
        self.start_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.stop)
        self.form.changed.connect(self._settle)
        self.keys.changed.connect(self._settle)
        self.run.changed.connect(self._settle)
        self.run.logged.connect(self.log.add)
        self._context.theme.changed.connect(self._settle)

    def start(self) -> None:
        """Serve what is filled in."""
        order = self.form.order
        if order is not None and not self.run.is_running:
            self.log.clear()
            self.run.start(order)
            self.stop_button.setFocus()

    def stop(self) -> None:
        """Stop the service."""
        self.run.stop()

    def _settle(self) -> None:
        run, running = self.run, self.run.is_running
        had_focus = self.stop_button.hasFocus()
        self.start_button.setVisible(not running)
        self.stop_button.setVisible(running)
        self.stop_button.setEnabled(run.phase != "stopping")
        self.start_button.setEnabled(not self._lacking())
        if had_focus and not running:
            self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.setVisible(self._secret is not None and not running)
        self.state.setText(phase_words(run.phase))
        self.error.setText(run.end.sentence if run.end is not None and run.phase == "failed" else "")
        self.error.setVisible(bool(self.error.text()))
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))
        self.address.text.setText(run.address)
        self.address.setVisible(bool(run.address))
        self.counts.setText(count_words(run.counts))
        for widget in (self.counts, self.log):
            widget.setVisible(run.phase != "idle")
        self.keys.setVisible(self._secret is not None)
        self._paint()

    def _lacking(self) -> str:
        """What is missing to start; empty where nothing is."""
        if self._missing:
            return self.tr("A service needs packages that are not installed: run pip install 'ipclip-app[server]'.")
        if self._secret is None:
            return self.tr("Open or create a secret above first: it says who gets which watermark.")
        if not self._context.engine.is_ready:
            return self.tr("The engine is still loading; this takes a moment.")
        if not self.keys.has_keys:
            return self.tr("Make a key for a licensee first; without one nobody can ask.")
        return "" if self.form.order is not None else " "

    def _note(self) -> str:
        if not self.run.is_running:
            return self._lacking().strip()
        if self.run.order is not None and (self._secret is None or self.run.order.secret != self._secret.path):
            words = self.tr("It serves with the secret {name} still.")
            return words.format(name=self.run.order.secret.stem)
        return self.tr("It knows the licensees and keys of its start; after a change, stop it and start it again.")

    def _paint(self) -> None:
        icon, role = phase_sign(self.run.phase)
        colour = getattr(self._context.theme.colours, role)
        self._icon.setPixmap(line_icon(icon, colour).pixmap(_ICON, _ICON))
        self.state.setStyleSheet(f"color: {colour}")
