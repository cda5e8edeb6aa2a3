"""The curves of a run that is over: the plots of training, drawn from its history."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.protect.curves import Curve
from ipclip_app.gui.protect.plot_style import number_epochs
from ipclip_app.gui.protect.training_board import TrainingBoard
from ipclip_app.gui.protect.training_log import TrainingLog
from ipclip_app.gui.results.domain_names import USUAL

_UNSMOOTHED: Final = 1.0


class CurvesView(QWidget):
    """Accuracies and losses of every epoch.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.board = TrainingBoard(context)
        self.board.losses.plot.getPlotItem().setLabel("bottom", self.tr("Epoch"))
        for part in (self.board.losses.plot, self.board.losses.reader.glass):
            part.setAccessibleName(self.tr("Losses of every epoch"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.board)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.addWidget(area)

    def show_history(self, history: Sequence[Mapping[str, Any]], scenario: str = USUAL) -> None:
        """Show the finished epochs of a run."""
        self.board.name_sides(scenario)
        log = TrainingLog(history)
        log.curves.update(_losses(history))
        self.board.draw(log)
        number_epochs(self.board.losses.plot, [row.epoch for row in log.epochs])


def _losses(history: Sequence[Mapping[str, Any]]) -> dict[str, Curve]:
    """Every loss at every epoch that has it; they are means of an epoch already and not smoothed again."""
    curves: dict[str, Curve] = {}
    for entry in history:
        for name, value in entry["losses"].items():
            curves.setdefault(name, Curve(_UNSMOOTHED)).append(entry["epoch"], value)
    return curves
