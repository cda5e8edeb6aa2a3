"""One of several choices as a card: a title, a sentence, and the whole of it can be pressed."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout

from ipclip_app.gui.page import labelled
from ipclip_app.gui.theme import Theme

_INDENT = 42
_MARGIN = 11
_CORNER = 8
_SIGN = QPointF(23, 21)
_RADIUS = 7.0


class OptionCard(QRadioButton):
    """A radio button that tells what its choice is for.

    Args:
        theme: Colours.
        title: Names the choice.
        sentence: What it is for.
    """

    def __init__(self, theme: Theme, title: str, sentence: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_LayoutUsesWidgetRect)  # its frame, not its sign, lines up with others
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = self._texts = QVBoxLayout(self)
        layout.setContentsMargins(_INDENT, _MARGIN, _MARGIN + 3, _MARGIN)
        layout.setSpacing(2)
        for text, role in ((title, "heading"), (sentence, "muted")):
            label = labelled(text, role)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        layout.addStretch(1)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """That of its texts."""
        return self._texts.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Likewise."""
        return self._texts.minimumSize()

    def hitButton(self, place: QPoint) -> bool:  # noqa: N802 - Qt's name
        """The whole of it."""
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint the card and its sign; style sheets know a radio button only as a sign beside a line of text."""
        colours, chosen = self._theme.colours, self.isChecked()
        edge = colours.accent if chosen or self.hasFocus() else colours.edge if self.underMouse() else colours.line
        width = 2 if self.hasFocus() else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(colours.accent_soft if chosen else colours.surface))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _CORNER, _CORNER)
        thickness = 5 if chosen else 2
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.muted), thickness))
        painter.setBrush(QColor(colours.surface))
        radius = _RADIUS + 1 - thickness / 2
        painter.drawEllipse(_SIGN, radius, radius)
        painter.end()
