"""The list to choose a judge from: bundles opened lately, then the owner's runs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox

from ipclip_app.gui.audit.judge import JudgeSource
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.theme import Theme

_NARROWEST = 24
"""In letters; the titles of runs may be far longer."""


class JudgeBox(QComboBox):
    """Sources, none of which is chosen at first.

    Args:
        theme: Colours.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sources: list[JudgeSource] = []
        self.setAccessibleName(self.tr("Judge"))
        self.setIconSize(QSize(16, 16))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_NARROWEST)
        self.activated.connect(self._pick)
        theme.changed.connect(self._paint)
        self.show_sources(())

    def show_sources(self, sources: Sequence[JudgeSource]) -> None:
        """List the sources of now; the chosen one stays, listed or not."""
        chosen = self.source
        extra = [chosen] if chosen is not None and chosen not in sources else []
        self._sources = [*extra, *sources]
        self.clear()
        for source in self._sources:
            self.addItem(self._words(source), None)
            self.setItemData(self.count() - 1, str(source.path), Qt.ItemDataRole.ToolTipRole)
        self._paint()
        self.setEnabled(bool(self._sources))
        nothing = self.tr("No bundle opened and no run finished yet")
        self.setPlaceholderText(self.tr("Choose a bundle or a run…") if self._sources else nothing)
        self.setCurrentIndex(-1 if chosen is None else self._sources.index(chosen))

    @property
    def source(self) -> JudgeSource | None:
        """The chosen one."""
        index = self.currentIndex()
        return self._sources[index] if 0 <= index < len(self._sources) else None

    @property
    def sources(self) -> tuple[JudgeSource, ...]:
        """All that are listed."""
        return tuple(self._sources)

    def choose(self, source: JudgeSource) -> None:
        """Show a source as the chosen one."""
        if source not in self._sources:
            self.show_sources((source, *self._sources))
        self.setCurrentIndex(self._sources.index(source))

    def find_path(self, path: Path) -> JudgeSource | None:
        """The listed source at a path."""
        return next((source for source in self._sources if source.path == path), None)

    def _pick(self, index: int) -> None:
        self.picked.emit(self._sources[index])

    def _words(self, source: JudgeSource) -> str:
        words = (
            self.tr("{title}, bundle in {folder}") if source.kind == "bundle" else self.tr("{title}, run in {folder}")
        )
        return words.format(title=source.title, folder=source.path.parent.name or source.path.anchor)

    def _paint(self) -> None:
        for index, source in enumerate(self._sources):
            name = "bundles" if source.kind == "bundle" else "protect"
            self.setItemIcon(index, line_icon(name, self._theme.colours.muted))
