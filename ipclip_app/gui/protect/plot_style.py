"""How plots look: the theme's colours, thin lines, and the same line in the legend as in the plot."""

from collections.abc import Sequence
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from ipclip_app.gui.colours import Colours

SAMPLE: Final = QSize(26, 12)
_STYLES: Final = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
_GRID: Final = 0.12
_LOWEST: Final = 170
_TICK_LEVELS: Final = 2
"""A third one is hardly seen, and its grid takes longer to paint than twenty thousand points."""
_FADED: Final = 90
_PERCENT: Final = (0, 25, 50, 75, 100)
_EPOCHS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MOST_EPOCHS: Final = 12
"""Numbers on the axis."""


def make_plot(left: str, bottom: str) -> Any:  # noqa: ANN401 - pyqtgraph has no types
    """A plot that shows and is not handled: the wheel scrolls the page beneath, a glass above takes the rest.

    Args:
        left: What the vertical axis tells.
        bottom: What the horizontal axis tells.
    """
    plot = pg.PlotWidget()
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAntialiasing(False)
    plot.setMinimumHeight(_LOWEST)
    plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    item = plot.getPlotItem()
    item.setMenuEnabled(False)
    item.hideButtons()
    item.setLabel("left", left)
    item.setLabel("bottom", bottom)
    item.setDownsampling(auto=True, mode="peak")
    item.setClipToView(True)
    for side in ("left", "bottom"):
        item.getAxis(side).enableAutoSIPrefix(False)
        item.getAxis(side).setStyle(maxTickLevel=_TICK_LEVELS - 1)
    return plot


def make_accuracy_plot(name: str) -> Any:  # noqa: ANN401 - as above
    """A plot of percents by epoch, of which zero and hundred are always seen; `name` tells what it shows."""
    translate = QCoreApplication.translate
    plot = make_plot(translate("Plots", "Accuracy in %"), translate("Plots", "Epoch"))
    plot.setAccessibleName(name)
    plot.setYRange(0, 100, padding=0.1)
    plot.getPlotItem().getAxis("left").setTicks([[(value, str(value)) for value in _PERCENT]])
    return plot


def number_epochs(plot: Any, epochs: Sequence[int]) -> None:  # noqa: ANN401 - as above
    """Number the horizontal axis by epochs, of which there are no halves.

    Args:
        plot: The plot.
        epochs: Those that it shows, ascending.
    """
    first, last = (epochs[0], epochs[-1]) if epochs else (0, -1)
    every = next((step for step in _EPOCHS if last - first <= _MOST_EPOCHS * step), _EPOCHS[-1])
    ticks = [(epoch, str(epoch)) for epoch in range(first, last + 1) if epoch % every == 0]
    plot.getPlotItem().getAxis("bottom").setTicks([ticks])


def paint_plot(plot: Any, colours: Colours) -> None:  # noqa: ANN401 - as above
    """Give a plot the theme's colours."""
    plot.setBackground(colours.surface)
    for side in ("left", "bottom"):
        axis = plot.getPlotItem().getAxis(side)
        axis.setPen(pg.mkPen(colours.line))
        axis.setTextPen(pg.mkPen(colours.muted))
        axis.labelStyle = {"color": colours.muted, "font-size": "9pt"}
        axis.setLabel(axis.labelText)
    plot.getPlotItem().showGrid(x=False, y=True, alpha=_GRID)


def loss_pens(names: Sequence[str], colours: Colours) -> dict[str, QPen]:
    """A pen for every loss: the total in the colour of text, the others told apart by colour and by dashes."""
    others = [name for name in names if name != "total"]
    count = len(colours.series)
    pens = {
        name: pg.mkPen(colours.series[index % count], width=1, style=_STYLES[index // count % len(_STYLES)])
        for index, name in enumerate(others)
    }
    return {"total": pg.mkPen(colours.text, width=1), **pens}


def faded(pen: QPen) -> QPen:
    """The same line, to stand behind another."""
    colour = QColor(pen.color())
    colour.setAlpha(_FADED)
    return QPen(pg.mkPen(colour, width=1))


def draw_sample(painter: QPainter, corner: QPointF, pen: QPen) -> None:
    """Draw a short piece of a line in a box of SAMPLE's size."""
    line = QPen(pen)
    line.setWidthF(2.0)
    line.setCosmetic(False)  # as thick in a sharp picture as in a coarse one
    painter.setPen(line)
    middle = corner.y() + SAMPLE.height() / 2
    painter.drawLine(QPointF(corner.x() + 1, middle), QPointF(corner.x() + SAMPLE.width() - 1, middle))


def sample_icon(pen: QPen, ratio: float = 2.0) -> QIcon:
    """A short piece of a line for a legend, sharp on screens of `ratio` pixels a point."""
    pixmap = QPixmap(SAMPLE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_sample(painter, QPointF(0, 0), pen)
    painter.end()
    return QIcon(pixmap)
