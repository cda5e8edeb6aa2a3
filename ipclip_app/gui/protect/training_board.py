"""The live plots side by side, one above the other where there is little room, and the table of epochs beneath."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import card, labelled
from ipclip_app.gui.protect.accuracy_plot import AccuracyPlot
from ipclip_app.gui.protect.curve_table import Rows, epoch_rows, loss_rows
from ipclip_app.gui.protect.epoch_table import EpochTable
from ipclip_app.gui.protect.loss_plot import LossPlot
from ipclip_app.gui.protect.plot_export import Exportable, ExportButton
from ipclip_app.gui.protect.training_log import TrainingLog

_GAP: Final = 16
_NARROW: Final = 720
"""Below this width two plots side by side show too little."""


class TrainingBoard(QWidget):
    """Draws a log of training.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._log = TrainingLog()
        self._drawn = (-1, -1)
        self.losses = LossPlot(context.theme)
        self.accuracies = AccuracyPlot(context.theme)
        self.table = EpochTable(context.theme)
        self.save_accuracies = ExportButton(
            context,
            Exportable("accuracies", self.accuracies.plot, self.accuracies.legend, self._epoch_rows),
        )
        self.save_losses = ExportButton(
            context, Exportable("losses", self.losses.plot, self.losses.legend, self._loss_rows)
        )
        self.save_accuracies.setAccessibleName(self.tr("Save accuracies as"))
        self.save_losses.setAccessibleName(self.tr("Save losses as"))
        self._plots = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()

    def _arrange(self) -> None:
        accuracies = _framed(self.tr("Accuracy on validation images"), self.accuracies, self.save_accuracies)
        losses = _framed(self.tr("Losses"), self.losses, self.losses.log_box, self.save_losses)
        self._plots.setSpacing(_GAP)
        self._plots.addWidget(accuracies, 1)
        self._plots.addWidget(losses, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(self._plots, 5)
        layout.addWidget(_framed(self.tr("Epochs"), self.table), 3)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the plots side by side where there is room."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._plots.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def name_sides(self, scenario: str) -> None:
        """Call both kinds of images by what the scenario tells apart."""
        self.accuracies.name_sides(scenario)
        self.table.name_sides(scenario)

    def draw(self, log: TrainingLog) -> None:
        """Draw what is new in `log`, or everything of another one."""
        steps = max((len(curve) for curve in log.curves.values()), default=0)
        same = log is self._log
        if not same:
            self.losses.reader.show_all()
            self.accuracies.reader.show_all()
        if not same or steps != self._drawn[0]:
            self.losses.draw(log.curves)
        if not same or len(log.epochs) != self._drawn[1]:
            self.accuracies.draw(log.epochs, log.chosen)
            self.table.show_log(log)
        self._log, self._drawn = log, (steps, len(log.epochs))

    def _epoch_rows(self) -> Callable[[], Rows]:
        return epoch_rows(self._log.epochs, self._log.chosen)

    def _loss_rows(self) -> Callable[[], Rows]:
        return loss_rows(self._log.curves)


def _framed(title: str, content: QWidget, *tools: QWidget) -> QFrame:
    frame, layout = card()
    head = QHBoxLayout()
    head.addWidget(labelled(title, "heading"), 1)
    for tool in tools:
        head.addWidget(tool)
    layout.addLayout(head)
    layout.addWidget(content, 1)
    return frame
