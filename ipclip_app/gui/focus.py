"""Moves the keyboard's focus into what has come to the front, and names that for whoever cannot see it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def enter(view: QWidget, name: str) -> None:
    """Focus the control of a view that had the focus last, or else its first one, and let a screen reader say its name.

    Args:
        view: What came to the front; where it is hidden nothing happens.
        name: Its title, said as soon as the screen reader is silent.
    """
    if not view.isVisible():
        return
    target = next((control for control in _candidates(view) if _can_take(control, view)), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, name))


def _candidates(view: QWidget) -> Iterator[QWidget]:
    """The control of last time, then all in the order of the Tab key."""
    last = view.focusWidget()
    if last is not None:
        yield last
    control = view.nextInFocusChain()
    while control is not None and control is not view:
        yield control
        control = control.nextInFocusChain()


def _can_take(control: QWidget, view: QWidget) -> bool:
    reached = bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return reached and view.isAncestorOf(control) and control.isVisible() and control.isEnabled()
