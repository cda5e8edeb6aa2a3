"""Beneath the list: more images, how many are listed, and the report."""

from PySide6.QtWidgets import QPushButton

from ipclip_app.gui.audit.report_saver import ReportSaver
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.two_part_row import TwoPartRow


class BottomRow(TwoPartRow):
    """Adding at the left, the report at the right.

    Args:
        saver: Writes reports.
    """

    def __init__(self, saver: ReportSaver) -> None:
        super().__init__()
        self._saver = saver
        self._listed = 0
        self.files_button = QPushButton(self.tr("Add i&mages…"))
        self.folder_button = QPushButton(self.tr("Add a &folder…"))
        self.count = labelled("", "muted")
        self.count.setWordWrap(False)
        self.cancel_button = QPushButton(self.tr("&Cancel the report"))
        self.report_button = QPushButton(self.tr("Save a &report…"))
        self.report_button.setToolTip(self.tr("The listed files, in their order, as a page, CSV or JSON"))
        self.arrange((self.files_button, self.folder_button), (self.count, self.cancel_button, self.report_button))
        self.cancel_button.clicked.connect(saver.stop)
        saver.changed.connect(self._refresh)
        self.show_count(0, 0)

    def show_count(self, listed: int, total: int) -> None:
        """Tell how many rows there are, and how many of them are listed."""
        self._listed = listed
        if listed == total:
            self._words = self.tr("{total} files").format(total=grouped(total)) if total else ""
        elif listed:
            words = self.tr("{listed} of {total} files listed")
            self._words = words.format(listed=grouped(listed), total=grouped(total))
        else:
            self._words = self.tr("None of the {total} files is like that").format(total=grouped(total))
        self._refresh()

    def _refresh(self) -> None:
        writing = self._saver.is_writing
        report = self._saver.report
        self.cancel_button.setVisible(writing)
        self.report_button.setVisible(not writing)
        self.report_button.setEnabled(self._listed > 0)
        words = self.tr("Writing the report: {done} of {total}")
        done, total = (report.step, report.total) if report else (0, 0)
        self.count.setText(words.format(done=grouped(done), total=grouped(total)) if writing else self._words)
