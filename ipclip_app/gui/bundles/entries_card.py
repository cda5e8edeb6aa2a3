"""The card of a bundle's entries, each with its state."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ipclip_app.gui.backbones.sizes import in_words
from ipclip_app.gui.bundles.rows import Row, RowsTable
from ipclip_app.gui.bundles.states import entry_sign, entry_words
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import labelled
from ipclip_app.gui.results.figures import MISSING
from ipclip_app.jobs.visible import visible

if TYPE_CHECKING:
    from ipclip_app.bundle.inspection import EntryReport

_STATE: Final = 1


class EntriesCard(QFrame):
    """Name, state and size of each entry.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setProperty("role", "card")
        titles = self.tr("Entry"), self.tr("State"), self.tr("Size")
        self.table = RowsTable(context.theme, self.tr("Entries of the bundle"), titles, picks=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Entries"), "heading"))
        layout.addWidget(self.table)

    def show_entries(self, entries: "Sequence[EntryReport]") -> None:
        """Show the entries of a file."""
        self.table.show_rows([_row(entry) for entry in entries])
        self.table.fit()


def _row(entry: "EntryReport") -> Row:
    size = MISSING if entry.size is None else in_words(entry.size)
    return Row((visible(entry.name), entry_words(entry.state), size), entry, entry_sign(entry.state, _STATE))
