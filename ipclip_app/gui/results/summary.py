"""The verdict on a run on top of its results: words first, then how much of the possible was reached."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.gui.results import summary_words
from ipclip_app.gui.results.figures import WHOLE
from ipclip_app.gui.theme import Theme

_ICONS: Final = {"good": "tick", "doubt": "warning", "bad": "cross", "info": "info"}
_ICON_SIZE: Final = 28


class SummaryCard(QFrame):
    """The verdict in plain words.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level: summary_words.Level = "info"
        self.setProperty("role", "card")
        self._icon = QLabel()
        self.headline = labelled("", "heading")
        self.sentences = tuple(labelled("", "plain") for _ in range(summary_words.SENTENCES))
        self.gain = labelled("", "plain")
        self.remarks = labelled("", "doubt")
        self.explanation = labelled(summary_words.explanation(), "muted")
        self.bars = (ReachedBar(), ReachedBar())
        self._arrange()
        theme.changed.connect(self._paint_icon)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._icon)
        top.addWidget(self.headline, 1)
        bars = QHBoxLayout()
        bars.setSpacing(24)
        for bar in self.bars:
            bars.addWidget(bar, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addLayout(top)
        for sentence in self.sentences:
            layout.addWidget(sentence)
        layout.addLayout(bars)
        layout.addWidget(self.gain)
        layout.addWidget(self.explanation)
        layout.addWidget(self.remarks)

    def show_results(self, results: Mapping[str, Any]) -> None:
        """Tell what the results of a run say."""
        self._level = summary_words.level_of(results)
        self.headline.setText(summary_words.headline(results))
        for label, sentence in zip(self.sentences, summary_words.sentences(results), strict=True):
            label.setText(sentence)
        self.gain.setText(summary_words.gain(results))
        self.gain.setVisible(bool(self.gain.text()))
        remarks = "\n".join(summary_words.remarks(results))
        self.remarks.setText(remarks)
        self.remarks.setVisible(bool(remarks))
        for bar, reached in zip(self.bars, summary_words.reached(results), strict=True):
            bar.show_reached(reached)
        self._paint_icon()

    def _paint_icon(self) -> None:
        colours = self._theme.colours
        tints = {"good": colours.good, "doubt": colours.doubt, "bad": colours.bad, "info": colours.accent}
        icon = line_icon(_ICONS[self._level], tints[self._level])
        self._icon.setPixmap(icon.pixmap(_ICON_SIZE, _ICON_SIZE))
        set_property(self.headline, "level", self._level)


class ReachedBar(QWidget):
    """One form of W_ua: what it is measured against, a bar, and the figures in words."""

    def __init__(self) -> None:
        super().__init__()
        self.title = labelled("", "muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, WHOLE)
        self.bar.setTextVisible(False)
        self.words = labelled("", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.title, self.bar, self.words):
            layout.addWidget(widget)
        layout.addStretch(1)

    def show_reached(self, reached: summary_words.Reached) -> None:
        """Show one form."""
        self.title.setText(reached.title)
        self.words.setText(reached.words)
        self.bar.setAccessibleName(f"{reached.title}. {reached.words}")
        self.bar.setValue(round(min(max(reached.part or 0, 0), 1) * WHOLE))
