"""Fields of numbers whose text keeps its distance from the border, which no style sheet gives them."""

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

_DISTANCE = 8


class WholeNumberField(QSpinBox):
    """A field of a whole number."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(_DISTANCE, 0, 0, 0)


class DecimalField(QDoubleSpinBox):
    """A field of a number with a point."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(_DISTANCE, 0, 0, 0)
