"""The third step: how far the questions are, the p-values as they fall, and then the verdict."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import labelled
from ipclip_app.gui.watermark.p_value_plot import PValuePlot
from ipclip_app.gui.watermark.p_values import PCurves
from ipclip_app.gui.watermark.verify_jobs import Finding, VerifyWish
from ipclip_app.gui.watermark.verify_verdict import VerifyVerdict
from ipclip_app.gui.watermark.verify_words import progress_words
from ipclip_app.progress import Report


class AnswerStep(QWidget):
    """Progress and plot; the verdict is a card of its own beneath.

    Args:
        context: What the page works with.
    """

    cancelled = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._curves = PCurves()
        self.words = labelled("", "plain")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the questions"))
        self.cancel_button = QPushButton(self.tr("&Cancel"))
        self.cancel_button.clicked.connect(self.cancelled)
        self.plot = PValuePlot(context.theme)
        self.verdict = VerifyVerdict(context)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self.plot)

    def begin(self, wish: VerifyWish) -> None:
        """Show that a suspect is being asked."""
        self.forget()
        self.bar.setRange(0, 0)
        self._show_work(working=True)
        self.words.setText(self.tr("Opening the secret, reading the model and the images…"))
        triggers = wish.secret.mode == "trigger"
        self.plot.begin(wish.level / (2 if triggers else 1), triggers=triggers)

    def hear(self, reports: Sequence[Report]) -> None:
        """Take reports, and draw once."""
        from ipclip_app.watermark.asking.ask import AskReport

        asked = [report for report in reports if isinstance(report, AskReport)]
        for report in asked:
            self._curves = self._curves.after(report.queries, report.p_values.distribution, report.p_values.trigger)
        if asked:
            self.bar.setRange(0, asked[-1].total)
            self.bar.setValue(asked[-1].step)
            self.words.setText(progress_words(asked[-1].step, asked[-1].total))
            self.plot.draw(self._curves, asked[-1].total)

    def show_finding(self, finding: Finding) -> None:
        """Show the verdict beneath the whole curves."""
        result = finding.result
        values = [None if result[name] is None else result[name]["p_value"] for name in ("distribution", "trigger")]
        self._curves = self._curves.after(result["queries"], values[0], values[1])
        self.plot.draw(self._curves, result["queries"])
        self._show_work(working=False)
        self.verdict.show_finding(finding)

    def forget(self) -> None:
        """There is no verdict."""
        self._curves = PCurves()
        self.verdict.hide()

    def _show_work(self, *, working: bool) -> None:
        for widget in (self.words, self.bar, self.cancel_button):
            widget.setVisible(working)
