"""The card that says what judges, lets the owner choose, and asks for what opens an encrypted bundle."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.audit.judge import JudgeSource
from ipclip_app.gui.audit.judge_box import JudgeBox
from ipclip_app.gui.audit.judge_jobs import list_judges
from ipclip_app.gui.audit.judge_loader import JudgeLoader
from ipclip_app.gui.audit.judge_remedies import JudgeRemedies
from ipclip_app.gui.audit.judge_words import judge_facts, judge_words
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.elided_label import ElidedLabel
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import failure_message
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.gui.protect.counts import breakable

_ICON = 18


class JudgeCard(QFrame):
    """Box and button above what is known of the judge.

    Args:
        loader: Holds the judge.
        context: What the page works with.
    """

    def __init__(self, loader: JudgeLoader, context: WindowContext) -> None:
        super().__init__()
        self._loader = loader
        self._context = context
        self._listing = LatestJob(context.background, self)
        self.setProperty("role", "card")
        self.box = JudgeBox(context.theme)
        self.open_button = QPushButton(self.tr("&Open a bundle…"))
        self.sentence = labelled("", "muted")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = ElidedLabel("", "muted")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(self.tr("Passphrase of your private key"))
        self.passphrase.setAcceptDrops(False)  # files dropped here are to be audited
        self.unlock_button = QPushButton(self.tr("&Unlock"))
        self.remedies = JudgeRemedies(loader, context.navigation)
        self._icon = QLabel()
        self._lock = QWidget()
        self._arrange()
        self._connect()
        self._show()

    def refresh(self) -> None:
        """List anew what may judge."""
        self._listing.start(partial(list_judges, self._context.settings.now.runs))

    def _arrange(self) -> None:
        label = QLabel(self.tr("&Judge"))
        label.setProperty("role", "heading")
        label.setBuddy(self.box)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(label)
        first.addWidget(self.box, 1)
        first.addWidget(self.open_button)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self.sentence, 1)
        second.addWidget(self.remedies, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self._lock)
        layout.addWidget(self.facts)
        self._arrange_lock()

    def _arrange_lock(self) -> None:
        label = QLabel(self.tr("&Passphrase"))
        label.setBuddy(self.passphrase)
        row = QHBoxLayout(self._lock)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.unlock_button)

    def _connect(self) -> None:
        self._loader.changed.connect(self._show)
        self._context.theme.changed.connect(self._show)
        self._listing.succeeded.connect(self.box.show_sources)
        self._listing.failed.connect(self._tell)
        self.box.picked.connect(self._loader.open)
        self.open_button.clicked.connect(self._pick_bundle)
        self.unlock_button.clicked.connect(self._unlock)
        self.passphrase.returnPressed.connect(self._unlock)

    def _show(self) -> None:
        loader, colours = self._loader, self._context.theme.colours
        if loader.source is not None:
            self.box.choose(loader.source)
        words = judge_words(loader, engine_ready=self._context.engine.is_ready)
        tint = {"bad": colours.bad, "doubt": colours.doubt, "good": colours.good}.get(words.role, colours.muted)
        self._icon.setPixmap(line_icon(words.icon, tint).pixmap(_ICON, _ICON))
        self.sentence.setText(breakable(words.sentence))
        set_property(self.sentence, "role", words.role)
        self.facts.setText(judge_facts(loader.judge))
        self.facts.setToolTip("\n".join(f"{name}: {value}" for name, value in _all_facts(loader)))
        self.facts.setVisible(loader.judge is not None)
        self._show_obstacle()

    def _show_obstacle(self) -> None:
        locked = self._loader.state == "locked"
        appeared = locked and self._lock.isHidden()
        self._lock.setVisible(locked)
        if appeared:
            self.passphrase.setFocus()

    def _unlock(self) -> None:
        text = self.passphrase.text()
        self.passphrase.clear()
        self._loader.unlock(text)

    def _pick_bundle(self) -> None:
        bundles = self.tr("Bundles (*.ipclip);;All files (*)")
        dialog = QFileDialog(self, self.tr("Bundle that judges"), str(Path.home()), bundles)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._open_bundle)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_bundle(self, path: str) -> None:
        self._loader.open(JudgeSource.of_bundle(Path(path)))

    def _tell(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))


def _all_facts(loader: JudgeLoader) -> list[tuple[str, str]]:
    return list(loader.judge.facts.items()) if loader.judge is not None else []
