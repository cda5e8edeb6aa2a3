"""From a scenario and its folders to a plan: the page's first view."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ipclip_app.config import PAIRED, TRIGGERED
from ipclip_app.errors import IncompleteInstallationError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.domain_choice import DomainChoice
from ipclip_app.gui.protect.drop_target import DropTarget
from ipclip_app.gui.protect.findings_view import FindingsView
from ipclip_app.gui.protect.options_form import OptionsForm
from ipclip_app.gui.protect.origin_card import OriginCard, purpose_words
from ipclip_app.gui.protect.readiness import missing_folder
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.sample_card import SampleCard
from ipclip_app.gui.protect.scenario_cards import ScenarioCards

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import DomainPreview, FolderPreview


class SetupView(QWidget):
    """Scenario, folders, findings, options, and a Start button that stays in sight.

    Args:
        context: What the page works with.
    """

    start_requested = Signal(object)
    """A `RunPlan`."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._engine_failed = False
        self.sample = SampleCard(context.theme)
        self.scenarios = ScenarioCards(context.theme)
        self.authorized = DropTarget(context, "authorized")
        self.unauthorized = DropTarget(context, "unauthorized")
        self.origin = OriginCard(context)
        self.choice = DomainChoice(context)
        self.findings = FindingsView(context)
        self.options = OptionsForm(context)
        self.start_button = QPushButton(self.tr("&Start protecting"))
        self.start_button.setProperty("role", "primary")
        self.start_button.setShortcut("Ctrl+Return")
        self.status = labelled("", "muted")
        self.setAccessibleName(self.tr("Set up a protection"))
        self._arrange()
        self._connect()
        self._show_scenario()

    def plan(self) -> RunPlan | None:
        """What would be trained, None while something is missing."""
        config = self.options.config(self.scenarios.scenario)
        if self._missing() or config is None:
            return None
        authorized, *others = self._roots()
        trigger = self.origin.triggers.trigger if config.scenario in TRIGGERED else None
        unauthorized = others[0] if others else None
        return RunPlan(authorized, unauthorized, self.options.backbone, config, self.options.device, trigger)

    def fill(self, plan: RunPlan) -> None:
        """Show a plan; its folders are looked into in the background."""
        self.options.fill(plan.backbone, plan.config, plan.device)
        self.scenarios.choose(plan.config.scenario)
        self.origin.triggers.choose(plan.trigger)
        self.authorized.choose((plan.authorized,))
        if plan.unauthorized is not None:
            self.unauthorized.choose((plan.unauthorized,))

    def set_folders(self, authorized: Path, unauthorized: Path) -> None:
        """Choose both folders, which only one scenario has."""
        self.scenarios.choose(next(iter(PAIRED)))
        self.authorized.choose((authorized,))
        self.unauthorized.choose((unauthorized,))

    def _arrange(self) -> None:
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        lead = self.tr("Choose what the model shall work on and what not. Your images are only read, never changed.")
        body.addWidget(labelled(lead, "muted"))
        targets = QHBoxLayout()
        targets.setSpacing(16)
        for target in (self.authorized, self.unauthorized, self.origin):
            targets.addWidget(target, 1)
        body.addWidget(self.sample)
        body.addWidget(labelled(self.tr("What protection shall do"), "heading"))
        body.addWidget(self.scenarios)
        body.addWidget(self.choice)
        body.addLayout(targets)
        body.addWidget(self.findings)
        body.addWidget(self.options)
        body.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        self.scroll_area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addWidget(self._footer())

    def _footer(self) -> QFrame:
        footer = QFrame()
        row = QHBoxLayout(footer)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.status, 1)
        row.addWidget(self.start_button)
        return footer

    def _connect(self) -> None:
        self.sample.wanted.connect(self._take_sample)
        self.sample.dismissed.connect(self._welcome)
        self.scenarios.changed.connect(self._show_scenario)
        self.origin.changed.connect(self._refresh)
        for target in (self.authorized, self.unauthorized):
            target.changed.connect(self._follow_folders)
            target.several_found.connect(self._ask)
        self.choice.chosen.connect(self._take_domains)
        self.choice.dismissed.connect(self._refresh)
        self.findings.changed.connect(self._refresh)
        self.options.changed.connect(self._refresh)
        self._context.engine.ready.connect(self._refresh)
        self._context.engine.failed.connect(self._note_failure)
        self.start_button.clicked.connect(self._start)

    def _take_sample(self) -> None:
        try:
            self.fill(RunPlan.of_sample())
        except IncompleteInstallationError as error:
            self._context.say(Message(str(error), "error"))

    def _ask(self, found: "FolderPreview") -> None:
        self.choice.ask(found, paired=self.is_paired)
        self._refresh()
        self.scroll_area.verticalScrollBar().setValue(0)

    def _take_domains(self, authorized: "DomainPreview", unauthorized: "DomainPreview | None") -> None:
        self.authorized.set_domain(authorized)
        if unauthorized is not None:
            self.unauthorized.set_domain(unauthorized)
        self.start_button.setFocus()

    def _follow_folders(self) -> None:
        """Check the images once all folders are known, and no longer when one of them changes."""
        self._refresh()
        samples = self.authorized.domain.samples if self.authorized.domain else ()
        self.origin.show_on(samples[0] if samples else None)
        if self._missing_folder():
            self.findings.clear()
        else:
            self.findings.examine(self._roots())

    def _show_scenario(self) -> None:
        """Ask for the folders and the trigger that the scenario has."""
        self.choice.dismiss()
        self.unauthorized.setVisible(self.is_paired)
        self.origin.setVisible(not self.is_paired)
        self.origin.show_scenario(self.scenarios.scenario)
        self.authorized.face.purpose.setText(purpose_words(self.scenarios.scenario))
        self._follow_folders()

    @property
    def is_paired(self) -> bool:
        """Whether the scenario has a folder of unauthorized images."""
        return self.scenarios.scenario in PAIRED

    def _roots(self) -> tuple[Path, ...]:
        """The folders that the scenario has, as far as they are chosen."""
        targets = (self.authorized, self.unauthorized) if self.is_paired else (self.authorized,)
        return tuple(target.domain.root for target in targets if target.domain is not None)

    def _missing_folder(self) -> str:
        return missing_folder(self.authorized, self.unauthorized if self.is_paired else None)

    def _missing(self) -> str:
        """The first thing that keeps a training from starting, empty where nothing does."""
        folders = self._missing_folder()
        if folders:
            return folders
        if self.options.config(self.scenarios.scenario) is None:
            return self.tr("A number under Advanced does not fit; see the note beneath it.")
        if self._engine_failed:
            return self.tr("The engine could not be loaded; see the message above.")
        return "" if self._context.engine.is_ready else self.tr("The engine is still loading; this takes a moment.")

    def _readiness(self) -> str:
        if self.findings.has_problems:
            return self.tr("The check found problems; look at them before you start.")
        return self.tr("Everything is ready.")

    def _refresh(self) -> None:
        missing = self._missing()
        authorized = self.authorized.domain
        self.origin.triggers.maker.fit_to(authorized.root if authorized else None, self.options.backbone)
        self.status.setText(missing or self._readiness())
        self.start_button.setEnabled(not missing)
        self.start_button.setAccessibleDescription(self.status.text())
        untouched = self.authorized.domain is None and self.unauthorized.domain is None
        busy = self.authorized.is_counting or self.unauthorized.is_counting or self.choice.is_asking
        self.sample.setVisible(untouched and not busy and not self._context.settings.now.welcomed)

    def _note_failure(self) -> None:
        self._engine_failed = True
        self._refresh()

    def _welcome(self) -> None:
        self._context.settings.change(welcomed=True)
        self._refresh()

    def _start(self) -> None:
        plan = self.plan()
        if plan is not None:
            self.findings.stop()
            self._welcome()
            self.start_requested.emit(plan)
