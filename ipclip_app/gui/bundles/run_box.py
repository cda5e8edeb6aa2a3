"""The choice of the run that a bundle is made of."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QSizePolicy

from ipclip_app.gui.runs.run_words import domain_words, protection_words

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunSummary

_NARROWEST = 20
"""Characters."""


class RunBox(QComboBox):
    """Runs that have results, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[Path] = []
        self._wanted: Path | None = None
        self.setAccessibleName(self.tr("Run"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def run(self) -> Path | None:
        """The chosen run; None where there is none."""
        index = self.currentIndex()
        return self._runs[index] if 0 <= index < len(self._runs) else None

    def choose(self, run: Path) -> None:
        """Take a run, be it in another folder than the others."""
        self._wanted = run
        if run not in self._runs:
            self._runs.insert(0, run)
            self.insertItem(0, run.name)
        self.setCurrentIndex(self._runs.index(run))

    def show_runs(self, runs: "Sequence[RunSummary]") -> None:
        """Offer these; the chosen one stays chosen."""
        kept = self.run
        self.clear()
        self._runs = [run.path for run in runs]
        self.addItems([_words(run) for run in runs])
        for wanted in (kept, self._wanted):
            if wanted is not None:
                self.choose(wanted)
                break


def _words(run: "RunSummary") -> str:
    return f"{run.title}  ·  {domain_words(run)}  ·  W_ua {protection_words(run)}"
