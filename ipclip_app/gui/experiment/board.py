"""What an experiment has found so far: progress, a live heat map, and what failed."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ipclip_app.gui.bundles.rows import Row, RowsTable, Sign
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.experiment.experiment_run import ExperimentRun
from ipclip_app.gui.experiment.heat_map_view import HeatMapView
from ipclip_app.gui.experiment.heat_scale import HeatScale
from ipclip_app.gui.experiment.heat_words import recipe_words, work_words
from ipclip_app.gui.folder_opening import open_folder
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.page import card, labelled
from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.protect.durations import in_words
from ipclip_app.gui.protect.scenario_cards import scenario_words
from ipclip_app.gui.results.figures import share
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.heat_map import HeatMap

_TICK_MS = 1000
_SELECTOR = 460


class Board(QWidget):
    """Everything after the start.

    Args:
        context: What the page works with.
        run: The experiment in hand.
    """

    def __init__(self, context: WindowContext, run: ExperimentRun) -> None:
        super().__init__()
        self._context, self._run = context, run
        self.headline = labelled("", "heading")
        self.work = labelled("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the experiment"))
        self.stop_button = QPushButton(self.tr("S&top"))
        self.go_on_button = QPushButton(self.tr("&Go on"))
        self.group_box = QComboBox()
        self.group_box.setAccessibleName(self.tr("Scenario and recipe"))
        self.heat = HeatMapView(context.theme)
        self.cell = labelled("", "plain")
        self.scale = HeatScale(context.theme)
        titles = self.tr("Cell"), self.tr("Why it failed")
        self.failures = RowsTable(context.theme, self.tr("Failed cells"), titles, 1, picks=False)
        self.folder_button = QPushButton(self.tr("Open the fol&der"))
        self.picture_button = QPushButton(self.tr("Save the &picture…"))
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._arrange()
        self._connect()
        self._paint_icons()
        self.refresh()

    def refresh(self) -> None:
        """Tell how far the experiment is."""
        run, running = self._run, self._run.is_running
        self.stop_button.setVisible(running)
        self.go_on_button.setVisible(run.phase in {"stopped", "failed"} or bool(run.table and run.table.failures))
        self.go_on_button.setEnabled(not running)
        self.bar.setVisible(running)
        self.bar.setRange(0, run.total)
        self.bar.setValue(run.done)
        self.headline.setText(self._headline())
        self.work.setText(" · ".join(f"{work_words(cell)} ({share(part)})" for cell, part in run.working.items()))
        self.work.setVisible(bool(run.working))
        if running != self._clock.isActive():
            self._clock.start() if running else self._clock.stop()

    def draw(self) -> None:
        """Draw what is known."""
        table = self._run.table
        for widget in (self.map_card, self.folder_button, self.picture_button):
            widget.setVisible(table is not None)
        if table is None:
            self.failure_card.hide()
            return
        self._offer_groups(table.plan.groups)
        self._draw_map()
        failed = table.failures
        self.failures.show_rows(
            [Row((work_words(one.cell), one.failure), one, Sign("error", "bad"), one.failure) for one in failed]
        )
        self.failures.fit()
        self.failure_card.setVisible(bool(failed))

    def save_picture(self, path: Path) -> None:
        """Write the heat map as a PNG file."""
        if self.heat.heat is None:
            return
        thread = self._context.background.prepare(partial(_write_picture, self.heat.heat, path))
        thread.succeeded.connect(self._tell_saved)
        thread.failed.connect(self._tell)
        thread.start()

    def _offer_groups(self, groups: tuple[tuple[str, str], ...]) -> None:
        if [self.group_box.itemData(index) for index in range(self.group_box.count())] == list(groups):
            return
        self.group_box.blockSignals(True)
        self.group_box.clear()
        for scenario, preset in groups:
            self.group_box.addItem(f"{scenario_words(scenario)[0]} · {recipe_words(preset)}", (scenario, preset))
        self.group_box.blockSignals(False)

    def _draw_map(self) -> None:
        from ipclip_app.jobs.heat_map import heat_map

        group = self.group_box.currentData()
        if self._run.table is not None and group is not None:
            found = heat_map(self._run.table, *group)
            self.heat.show_map(found)
            self.scale.show_chance(found.chance)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.stop_button, self.go_on_button):
            buttons.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.headline, 1)
        head.addLayout(buttons)
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        body.addWidget(self._map_card())
        self.failure_card, inside = card()
        inside.addWidget(labelled(self.tr("Failed cells"), "heading"))
        inside.addWidget(self.failures)
        body.addWidget(self.failure_card)
        body.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        foot = QHBoxLayout()
        for button in (self.folder_button, self.picture_button):
            foot.addWidget(button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.work)
        layout.addWidget(self.bar)
        layout.addWidget(area, 1)
        layout.addLayout(foot)

    def _map_card(self) -> QFrame:
        self.map_card, inside = card()
        label = QLabel(self.tr("Sho&w"))
        label.setBuddy(self.group_box)
        choice = QHBoxLayout()
        choice.setSpacing(12)
        choice.addWidget(label)
        self.group_box.setMinimumWidth(_SELECTOR)
        choice.addWidget(self.group_box)
        choice.addStretch(1)
        sentence = self.tr(
            "Accuracy of the protected model in percent. Rows: what it was protected for. Columns: what it was tested "
            "on. Framed in green: what it shall recognize."
        )
        self.map_area = QScrollArea()
        self.map_area.setWidgetResizable(True)
        self.map_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map_area.setProperty("role", "inset")
        self.map_area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.map_area.setWidget(self.heat)
        inside.addLayout(choice)
        inside.addWidget(labelled(sentence, "muted"))
        inside.addWidget(self.map_area)
        inside.addWidget(self.cell)
        inside.addWidget(self.scale)
        return self.map_card

    def _connect(self) -> None:
        self._run.changed.connect(self.refresh)
        self._run.table_changed.connect(self.draw)
        self._clock.timeout.connect(self.refresh)
        self.stop_button.clicked.connect(self._run.stop)
        self.go_on_button.clicked.connect(self._go_on)
        self.group_box.currentIndexChanged.connect(self._draw_map)
        self.heat.current_changed.connect(self._tell_cell)
        self.folder_button.clicked.connect(self._open)
        self.picture_button.clicked.connect(self._ask)
        self._context.theme.changed.connect(self._paint_icons)

    def _headline(self) -> str:
        run = self._run
        counted = self.tr("{done} of {total} cells").format(done=grouped(run.done), total=grouped(run.total))
        if run.phase == "done":
            return self.tr("Done: {cells}").format(cells=counted)
        if run.phase == "stopped":
            return self.tr("Stopped at {cells}; what is finished is kept").format(cells=counted)
        if run.phase == "failed":
            return self.tr("Failed. The message above tells why and what to do.")
        if not run.total:
            return self.tr("Looking for the domains…")
        left = self._left()
        return f"{counted} · {left}" if left else counted

    def _left(self) -> str:
        """By the cells that have ended, or before that by the epochs of those in hand; empty while nothing is known."""
        left, least = self._run.seconds_left, self._run.least_seconds_left
        if left is not None:
            return self.tr("about {time} left").format(time=in_words(left))
        if least is not None:
            return self.tr("at least {time} left, to go by the first epochs").format(time=in_words(least))
        return ""

    def _tell_cell(self) -> None:
        self.cell.setText(self.heat.words)
        self.map_area.setFixedHeight(self.heat.height() + self.map_area.horizontalScrollBar().sizeHint().height())
        centre = self.heat.current.center()
        self.map_area.ensureVisible(centre.x(), centre.y(), self.heat.current.width(), self.heat.current.height())

    def _go_on(self) -> None:
        if self._run.order is not None:
            self._run.start(self._run.order)

    def _open(self) -> None:
        if self._run.order is not None:
            open_folder(self._run.order.request.out, self._context.say)

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the heat map"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.setNameFilters([self.tr("Pictures (*.png)")])
        dialog.selectFile("heat-map.png")
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.save_picture(Path(path))

    def _tell_saved(self, path: Path) -> None:
        self._context.say(Message(self.tr("Saved as {path}.").format(path=path), "done"))

    def _tell(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))

    def _paint_icons(self) -> None:
        text = self._context.theme.colours.text
        for button, icon in (
            (self.stop_button, "stop"),
            (self.go_on_button, "play"),
            (self.folder_button, "folder"),
            (self.picture_button, "download"),
        ):
            button.setIcon(line_icon(icon, text))


def _write_picture(heat: "HeatMap", path: Path) -> Job[Path]:
    from ipclip_app.jobs.heat_map_drawing import draw_heat_map
    from ipclip_app.storage import write_bytes

    yield Report("save", 0, 1)
    write_bytes(path, draw_heat_map(heat).to_png())
    return path
