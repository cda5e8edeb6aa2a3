"""The page that audits: what judges above, what is judged beneath; anything is dropped anywhere."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from ipclip_app.gui.audit.audit_run import AuditRun
from ipclip_app.gui.audit.audit_view import AuditView
from ipclip_app.gui.audit.drop_words import peek, read_drop
from ipclip_app.gui.audit.drop_zone import DropCover, DropZone
from ipclip_app.gui.audit.intake import Intake, sort_out
from ipclip_app.gui.audit.judge import JudgeSource
from ipclip_app.gui.audit.judge_card import JudgeCard
from ipclip_app.gui.audit.judge_loader import JudgeLoader
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.dropped import accept_copy
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message, failure_message, notice_message
from ipclip_app.gui.opening import Found
from ipclip_app.gui.page import MARGIN, PlainPage, labelled


class AuditPage(PlainPage):
    """Judge, drop zone or rows.

    Args:
        context: What it works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.setAccessibleName(self.tr("Audit"))
        self.setAcceptDrops(True)
        self.loader = JudgeLoader(context, self)
        self.run = AuditRun(context.background, self)
        self.card = JudgeCard(self.loader, context)
        self.zone = DropZone(context.theme)
        self.view = AuditView(self.run, context)
        self.stack = QStackedWidget()
        self.cover = DropCover(self, context.theme)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        lead = self.tr("Tells for every image whether a protected model would take it for authorized, and how surely.")
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(labelled(self.tr("Audit"), "title"))
        head.addWidget(labelled(lead, "muted"))
        self.stack.addWidget(self.zone)
        self.stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN // 2, MARGIN, MARGIN // 2)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.card)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.loader.changed.connect(self._judge)
        self.run.changed.connect(self._turn)
        self.run.failed.connect(self._tell)
        self.run.noticed.connect(self._warn)
        for buttons in (self.zone, self.view.bottom):
            buttons.files_button.clicked.connect(self._pick_files)
            buttons.folder_button.clicked.connect(self._pick_folder)

    def shown(self) -> None:
        """List anew what may judge; a run may have come to its end meanwhile."""
        self.card.refresh()

    def take(self, found: Found) -> None:
        """Open a bundle or a run as the judge, or audit images."""
        if found.kind == "bundle":
            self.loader.open(JudgeSource.of_bundle(found.paths[0]))
        elif found.kind == "run":
            self.loader.open(JudgeSource("run", found.paths[0], found.paths[0].name))
        else:
            self.give(found.paths)

    def give(self, paths: Sequence[Path]) -> None:
        """Take whatever it is: images and folders are audited, a bundle becomes the judge."""
        thread = self.context.background.prepare(partial(sort_out, tuple(paths)))
        thread.succeeded.connect(self._receive)
        thread.failed.connect(self._tell)
        thread.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what would happen; whatever it is may be dropped, so that the answer can be read."""
        self.cover.cover(peek(event.mimeData()))
        accept_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the pointer of a copy."""
        accept_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Look as before."""
        super().dragLeaveEvent(event)
        self.cover.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped, or say what can be."""
        drop = read_drop(event.mimeData())
        accept_copy(event)
        self.cover.hide()
        if drop.paths:
            self.give(drop.paths)
        else:
            self.context.say(Message(drop.complaint, "warning"))

    def _receive(self, intake: Intake) -> None:
        if intake.judge is not None:
            self.loader.open(self.card.box.find_path(intake.judge.path) or intake.judge)
        if intake.paths:
            self.run.add(intake.paths)

    def _judge(self) -> None:
        if self.loader.judge is not self.run.judge:
            self.run.use(self.loader.judge)

    def _turn(self) -> None:
        waiting = self.run.judged_with is None
        self.zone.show_waiting(len(self.run.given) if waiting else 0)
        self.stack.setCurrentWidget(self.view if self.run.given and not waiting else self.zone)

    def _pick_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Images to audit"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog)

    def _pick_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of images to audit"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        dialog.filesSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _picked(self, paths: list[str]) -> None:
        self.give([Path(path) for path in paths])

    def _tell(self, failure: Failure) -> None:
        self.context.say(failure_message(failure))

    def _warn(self, sentence: str) -> None:
        self.context.say(notice_message(sentence))
