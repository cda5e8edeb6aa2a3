"""What can be done where a judge cannot be had, or not be trusted yet: a button for each way out."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from ipclip_app.gui.audit.judge_loader import JudgeLoader
from ipclip_app.gui.context import Navigation
from ipclip_app.gui.opening import Found


class JudgeRemedies(QWidget):
    """Only the buttons that help in the state of now.

    Args:
        loader: Holds the judge.
        navigation: Leads to other pages.
    """

    def __init__(self, loader: JudgeLoader, navigation: Navigation) -> None:
        super().__init__()
        self._loader = loader
        self._navigation = navigation
        self.key_button = QPushButton(self.tr("Choose the private &key…"))
        self.bundles_button = QPushButton(self.tr("Sho&w in Bundles"))
        self.backbones_button = QPushButton(self.tr("Open &Backbones"))
        self.retry_button = QPushButton(self.tr("Tr&y again"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.key_button, self.bundles_button, self.backbones_button, self.retry_button):
            row.addWidget(button)
        self.key_button.clicked.connect(self._pick_key)
        self.bundles_button.clicked.connect(self._show_bundle)
        self.backbones_button.clicked.connect(self._show_backbones)
        self.retry_button.clicked.connect(loader.retry)
        loader.changed.connect(self._offer)
        self._offer()

    def _offer(self) -> None:
        failure, judge = self._loader.failure, self._loader.judge
        signature = judge.signature if judge is not None else None
        self.key_button.setVisible(self._loader.state == "sealed")
        self.retry_button.setVisible(self._loader.state == "failed")
        self.backbones_button.setVisible(failure is not None and "Backbone" in failure.kind)
        self.bundles_button.setVisible(signature is not None and not signature.known)

    def _pick_key(self) -> None:
        keys = self.tr("Private keys (*.pem);;All files (*)")
        dialog = QFileDialog(self, self.tr("Private key"), str(Path.home()), keys)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._use_key)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _use_key(self, path: str) -> None:
        self._loader.use_key(Path(path))

    def _show_bundle(self) -> None:
        if self._loader.source is not None:
            self._navigation.handed.emit("bundles", Found("bundle", (self._loader.source.path,)))

    def _show_backbones(self) -> None:
        self._navigation.wanted.emit("backbones")
