"""One bundle, opened: whose it is, for whom, until when, and what of it was altered."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.entries_card import EntriesCard
from ipclip_app.gui.bundles.facts_card import FactsCard
from ipclip_app.gui.bundles.metrics_card import MetricsCard
from ipclip_app.gui.bundles.open_prompt import OpenPrompt
from ipclip_app.gui.bundles.states import Verdict, verdict
from ipclip_app.gui.bundles.trust_form import TrustForm
from ipclip_app.gui.bundles.verdict_card import VerdictCard
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.opening import Found

if TYPE_CHECKING:
    from ipclip_app.crypto.trusted_issuers import TrustedIssuer
    from ipclip_app.gui.bundles.bundle_jobs import Look


class OpenView(QWidget):
    """A place to drop a bundle, or the bundle.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.path: Path | None = None
        self._look: Look | None = None
        self._looking = LatestJob(context.background, self)
        self.prompt = OpenPrompt(context.theme)
        self.verdict = VerdictCard(context.theme)
        self.trust = TrustForm(context)
        self.facts = FactsCard(context)
        self.entries = EntriesCard(context)
        self.metrics = MetricsCard(context)
        self._details = QWidget()
        self.stack = QStackedWidget()
        self._arrange()
        self._connect()

    @property
    def is_reading(self) -> bool:
        """Whether a file is being read."""
        return self._looking.is_running

    def open(self, path: Path) -> None:
        """Look into a file."""
        self.path = path
        self.trust.hide()
        self._details.hide()
        self.verdict.show_reading(str(path))
        self.stack.setCurrentIndex(1)
        self._looking.start(partial(bundle_jobs.look_into, path))

    def pick(self) -> None:
        """Let the owner pick a file in the system's dialog."""
        start = self.path.parent if self.path else Path.home()
        kinds = self.tr("Bundles (*.ipclip);;All files (*)")
        dialog = QFileDialog(self, self.tr("Open a bundle"), str(start), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.entries)
        right.addWidget(self.metrics)
        right.addStretch(1)
        columns = QHBoxLayout(self._details)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(self.facts, 1)
        columns.addLayout(right, 1)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for widget in (self.verdict, self.trust, self._details):
            layout.addWidget(widget)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        self.stack.addWidget(self.prompt)
        self.stack.addWidget(area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 0)
        outer.addWidget(self.stack)

    def _connect(self) -> None:
        self._looking.succeeded.connect(self._show)
        self._looking.failed.connect(self._fail)
        self.prompt.open_button.clicked.connect(self.pick)
        self.verdict.other_button.clicked.connect(self.pick)
        self.verdict.audit_button.clicked.connect(self._audit)
        self.verdict.trust_button.clicked.connect(self._offer_trust)
        self.trust.trusted.connect(self._tell_trusted)
        self.trust.closed.connect(self.verdict.trust_button.setFocus)

    def _show(self, look: "Look") -> None:
        self._look = look
        found = look.inspection
        unknown = found.valid and not found.issuer_known and look.own_key is None
        self.verdict.show_verdict(verdict(look), str(found.report.path), usable=found.valid, can_trust=unknown)
        self.facts.show_facts(found)
        self.entries.show_entries(found.report.entries)
        manifest = found.report.manifest
        self.metrics.show_metrics(manifest.metrics if manifest else {}, manifest.scenario if manifest else "")
        self._details.setVisible(any(entry.size is not None for entry in found.report.entries))  # of a bundle, in part

    def _fail(self, failure: Failure) -> None:
        told = Verdict(self.tr("Cannot be read"), failure.sentence, "bad")
        self.verdict.show_verdict(told, str(self.path), usable=False, can_trust=False)

    def _offer_trust(self) -> None:
        manifest = self._look.inspection.report.manifest if self._look else None
        if manifest is not None:
            self.trust.offer_signer(manifest)

    def _tell_trusted(self, issuer: "TrustedIssuer") -> None:
        self._context.say(Message(self.tr("You trust “{name}” from now on.").format(name=issuer.name), "done"))
        if self.path is not None:
            self.open(self.path)

    def _audit(self) -> None:
        if self.path is not None:
            self._context.navigation.handed.emit("audit", Found("bundle", (self.path,)))

    def _picked(self, path: str) -> None:
        self.open(Path(path))
