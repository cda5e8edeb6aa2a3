"""The audit itself: how far it is, what is listed, the list, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipclip_app.gui.audit.audit_order import Order
from ipclip_app.gui.audit.audit_run import AuditRun
from ipclip_app.gui.audit.audit_table import AuditTable
from ipclip_app.gui.audit.bottom_row import BottomRow
from ipclip_app.gui.audit.list_controls import ListControls
from ipclip_app.gui.audit.report_saver import ReportSaver
from ipclip_app.gui.audit.run_strip import RunStrip
from ipclip_app.gui.context import WindowContext
from ipclip_app.jobs.audit_row import AuditRow


class AuditView(QWidget):
    """Everything about the rows of one audit.

    Args:
        run: Where they come from.
        context: What the page works with.
    """

    def __init__(self, run: AuditRun, context: WindowContext) -> None:
        super().__init__()
        self._run = run
        self.saver = ReportSaver(context, self)
        self.strip = RunStrip(run, context.theme)
        self.controls = ListControls(context.theme)
        self.table = AuditTable(context)
        self.bottom = BottomRow(self.saver)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.strip)
        layout.addWidget(self.controls)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bottom)
        self._connect()

    def _connect(self) -> None:
        self._run.began.connect(self._begin)
        self._run.rows_came.connect(self._add)
        self.controls.changed.connect(self._choose)
        self.table.order_wanted.connect(self._order)
        self.table.model_of_rows.counted.connect(self._count)
        self.bottom.report_button.clicked.connect(self._report)

    def _begin(self) -> None:
        self.table.model_of_rows.clear()
        if self._run.judged_with is not None:
            self.table.show_levels(self._run.judged_with)

    def _add(self, rows: Sequence[AuditRow]) -> None:
        self.table.add(rows)

    def _choose(self) -> None:
        self.table.arrange(self.controls.order, self.controls.filter)
        self._count()

    def _order(self, order: Order) -> None:
        self.controls.choose_order(order)

    def _count(self) -> None:
        rows = self.table.model_of_rows
        self.controls.chips.show_counts(rows.counts)
        self.bottom.show_count(rows.rowCount(), len(rows.rows))

    def _report(self) -> None:
        if self._run.judged_with is not None:
            self.saver.ask(self.table.model_of_rows.listed(), self._run.judged_with)
