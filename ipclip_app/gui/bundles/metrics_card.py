"""The card of the results that a bundle tells."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ipclip_app.gui.bundles.metrics import metric_lines
from ipclip_app.gui.bundles.rows import Row, RowsTable
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import labelled


class MetricsCard(QFrame):
    """Names and values.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setProperty("role", "card")
        titles = self.tr("Result"), self.tr("Value")
        name = self.tr("Results that the issuer has measured")
        self.table = RowsTable(context.theme, name, titles, picks=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(name, "heading"))
        layout.addWidget(self.table)

    def show_metrics(self, metrics: Mapping[str, float], scenario: str) -> None:
        """Show what a manifest tells; hidden where that is nothing."""
        self.table.show_rows([Row(line, line) for line in metric_lines(metrics, scenario)])
        self.table.fit()
        self.setVisible(bool(metrics))
