"""What a run was made from: folders, backbone, settings, chosen epoch, how many images."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout

from ipclip_app.config import SCENARIOS, AnySplit, ProtocolSplit, TrainConfig
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.scenario_cards import scenario_words
from ipclip_app.gui.results.origins import short_origin
from ipclip_app.gui.triggers.trigger_words import grouped

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunRecord


class RunFacts(QFrame):
    """Facts in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, str], ...] = ()
        self.setProperty("role", "card")
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(24)
        self.form.setVerticalSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("This run"), "heading"))
        layout.addLayout(self.form)

    def show_record(self, record: "RunRecord") -> None:
        """Show the facts of a run."""
        while self.form.rowCount():
            self.form.removeRow(0)
        self._shown = tuple(self._facts(record))
        for name, text in self._shown:
            value = QLabel(text)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            value.setAccessibleName(name)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.form.addRow(labelled(name, "muted"), value)

    def shown(self) -> tuple[tuple[str, str], ...]:
        """Names and values."""
        return self._shown

    def _facts(self, record: "RunRecord") -> Iterator[tuple[str, str]]:
        summary, config = record.summary, record.description.get("config", {})
        yield self.tr("Begun"), moment(summary.created)
        if summary.scenario in SCENARIOS:
            yield self.tr("Scenario"), scenario_words(summary.scenario)[0]
        yield self.tr("Authorized images"), str(summary.authorized or "")
        yield self.tr("Unauthorized images"), str(summary.unauthorized or short_origin(summary.scenario))
        if "trigger" in record.description:
            yield self.tr("Trigger"), trigger_words(str(record.description["trigger"]))
        yield self.tr("Backbone"), summary.backbone
        yield self.tr("Preset"), summary.preset
        yield self.tr("Epochs"), self._epochs(record)
        if config and not summary.damage:
            yield self.tr("Images are split"), self._split(TrainConfig.from_json(config).split)
        yield self.tr("Folder"), str(summary.path)

    def _split(self, split: AnySplit) -> str:
        if isinstance(split, ProtocolSplit):
            return self.tr("as the published protocol {protocol} does").format(protocol=split.protocol)
        return self.tr("{train}% training, {validation}% validation, {test}% test").format(**asdict(split))

    def _epochs(self, record: "RunRecord") -> str:
        summary, results = record.summary, record.results
        if results is None:
            words = self.tr("{epochs} of {planned}")
            return words.format(epochs=summary.epochs, planned=summary.planned)
        words = self.tr("{epochs} of {planned}, number {best} chosen on the validation images")
        return words.format(epochs=summary.epochs, planned=summary.planned, best=_best(results))


def _best(results: Mapping[str, Any]) -> int:
    return int(results["best_epoch"])


def trigger_words(identity: str) -> str:
    """The trigger of a run."""
    from ipclip_app.data.trigger import GRID

    if identity == GRID.identity:
        return QCoreApplication.translate("RunFacts", "The published grid")
    return grouped(identity)


def moment(text: str) -> str:
    """A stored time in the language's and the clock's own form; what cannot be read is told as it stands."""
    when = QDateTime.fromString(text, Qt.DateFormat.ISODate)
    return QLocale().toString(when.toLocalTime(), QLocale.FormatType.ShortFormat) if when.isValid() else text
