"""What is known of the secret in hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.counts import breakable
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.gui.watermark.secret_words import licensee_words, matrix_words, mode_words, named_words


class SecretFacts(QWidget):
    """Names and values in two columns."""

    def __init__(self) -> None:
        super().__init__()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(6)
        names = self.tr("Watermark"), self.tr("Licensees"), self.tr("File")
        self.values = [self._value(name) for name in names]
        for name, value in zip(names, self.values, strict=True):
            form.addRow(labelled(name, "muted"), value)

    def show_secret(self, secret: SecretInHand) -> None:
        """Show the facts of a secret."""
        texts = (
            f"{mode_words(secret.mode)[0]} · {matrix_words(secret)}",
            f"{licensee_words(len(secret.users))}: {named_words(secret.users)}",
            breakable(str(secret.path)),
        )
        for value, text in zip(self.values, texts, strict=True):
            value.setText(text)

    def _value(self, name: str) -> QLabel:
        value = QLabel()
        value.setAccessibleName(name)
        value.setWordWrap(True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return value
