"""A list of names, one a line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ipclip_app.gui.page import labelled
from ipclip_app.gui.watermark.secret_words import licensee_words

MOST = 1000
LONGEST = 200
_LINES = 4


class LicenseeField(QWidget):
    """The names of licensees, and how many they are or what is wrong with them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[str, ...] = ()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(self.tr("One name a line, for instance that of a company"))
        self.text.setAccessibleName(self.tr("Licensees"))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + 24)
        self.note = labelled("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        layout.addWidget(self.note)
        self.setFocusProxy(self.text)
        self.text.textChanged.connect(self._settle)
        self._settle()

    @property
    def names(self) -> tuple[str, ...]:
        """The names without blanks around them and without empty lines."""
        return tuple(filter(None, map(str.strip, self.text.toPlainText().splitlines())))

    @property
    def problem(self) -> str:
        """What is wrong with them; empty where nothing is."""
        names = self.names
        if not names:
            return self.tr("Name a licensee at least.")
        twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
        if twice is not None:
            return self.tr("“{name}” is there twice.").format(name=twice)
        known = next((name for name in names if name in self._known), None)
        if known is not None:
            return self.tr("“{name}” is in the secret already.").format(name=known)
        if len(names) + len(self._known) > MOST:
            return self.tr("A secret has 1,000 licensees at most.")
        odd = next((name for name in names if len(name) > LONGEST or not name.isprintable()), None)
        return (
            ""
            if odd is None
            else self.tr("“{name}…” is no name: too long, or not to be printed.").format(name=odd[:20])
        )

    def clear(self, known: tuple[str, ...] = ()) -> None:
        """Name nobody, and nobody of those who are known from now on."""
        self._known = known
        self.text.clear()
        self._settle()

    def _settle(self) -> None:
        self.note.setText(self.problem or licensee_words(len(self.names)))
        self.text.setAccessibleDescription(self.note.text())
        self.changed.emit()
