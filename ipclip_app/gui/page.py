"""What the main window needs to know of a page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.focus import enter

if TYPE_CHECKING:
    from ipclip_app.gui.opening import Found

MARGIN = 24
WIDEST = 1500
LABEL_HEIGHT = 20


class PlainPage(QWidget):
    """A page of the window that arranges itself.

    Attributes:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context

    def may_close(self) -> bool:
        """Whether the window may be closed as far as this page is concerned; may ask the owner."""
        return True

    def shown(self) -> None:
        """Called whenever the page comes to the front."""

    def take(self, found: "Found") -> None:
        """Show what the program was started with; only a page that `opening` names is asked."""

    def enter(self) -> None:
        """Take the keyboard's focus."""
        enter(self, self.accessibleName())


class Page(PlainPage):
    """A page with a title that scrolls; subclasses fill `body`.

    Attributes:
        body: Layout of the page's content, in a scroll area.
    """

    def __init__(self, context: WindowContext, title: str, lead: str = "") -> None:
        super().__init__(context)
        self.setAccessibleName(title)
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(MARGIN, MARGIN // 2, MARGIN, MARGIN)
        self.body.setSpacing(16)
        self.title = labelled(title, "title")
        self.body.addWidget(self.title)
        if lead:
            self.body.addWidget(labelled(lead, "muted"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.scroll_area = area


def labelled(text: str, role: str) -> QLabel:
    """A label that wraps, painted by its role in the style sheet."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def center_labels(form: QFormLayout) -> None:
    """Put the labels of a form in the middle of fields as high as a button.

    Qt gives a label 7/4 of its least height, which is less than such a field has unless that is set.
    """
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        label = item.widget() if item is not None else None
        if label is not None:
            label.setMinimumHeight(LABEL_HEIGHT)


def card() -> tuple[QFrame, QVBoxLayout]:
    """A framed surface and its layout."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(10)
    return frame, layout


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for and paint the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
