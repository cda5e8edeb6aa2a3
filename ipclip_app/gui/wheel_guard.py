"""Keeps the wheel from changing a number while the owner only scrolls past it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class WheelGuard(QObject):
    """Lets fields below a widget take the wheel only while they have the keyboard's focus.

    Args:
        widget: Parent of the fields; fields added later are not guarded.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        fields: list[QWidget] = [*widget.findChildren(QAbstractSpinBox), *widget.findChildren(QComboBox)]
        for field in fields:
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hand the wheel on to the scroll area."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
