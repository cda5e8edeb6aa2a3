"""Asks inside the page which domain of a folder the model may work on and, where that is wanted, which not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect import counts
from ipclip_app.gui.protect.thumbnail_strip import ThumbnailStrip

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import DomainPreview, FolderPreview

_SIDE: Final = 44
_PICTURES: Final = 4
_ILLUSTRATED: Final = 24
"""So many domains get pictures; a folder of more is hardly one of domains."""


class DomainChoice(QFrame):
    """The domains of a folder, one a row, each with a choice of two columns.

    Args:
        context: Colours and background.
    """

    chosen = Signal(object, object)
    """The authorized and the unauthorized `DomainPreview`, the latter None where it was not asked for."""
    dismissed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._domains: tuple[DomainPreview, ...] = ()
        self._table: QWidget | None = None
        self._paired = True
        self.authorized, self.unauthorized = QButtonGroup(self), QButtonGroup(self)
        self.authorized.idClicked.connect(self._authorize)
        self.unauthorized.idClicked.connect(self._forbid)
        self.heading = labelled("", "heading")
        self.question = labelled("", "muted")
        self.use_button = QPushButton()
        self.use_button.setProperty("role", "primary")
        self.use_button.clicked.connect(self._use)
        self.dismiss_button = QPushButton(self.tr("Cancel"))
        self.dismiss_button.setAccessibleName(self.tr("Use none of these domains"))
        self.dismiss_button.clicked.connect(self._dismiss)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Choice of domains"))
        self._arrange()
        self._word()
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._table is not None

    def ask(self, found: "FolderPreview", *, paired: bool = True) -> None:
        """Show the domains of a folder and wait for an answer.

        Args:
            found: At least two domains.
            paired: Whether an unauthorized domain is needed too.
        """
        self._domains, self._paired = found.domains, paired
        self._word()
        sentence = self.tr("{folder} holds {count} groups of images")
        self.heading.setText(counts.breakable(sentence.format(folder=found.root.name, count=len(found.domains))))
        self._fill()
        self._refresh()
        self.show()
        self.authorized.button(0).setFocus()

    def _word(self) -> None:
        if self._paired:
            self.question.setText(self.tr("Which one may the model work on, and on which one shall it fail?"))
            self.use_button.setText(self.tr("Use these &two"))
        else:
            self.question.setText(self.tr("Which one may the model work on?"))
            self.use_button.setText(self.tr("Use &this one"))

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.use_button)
        buttons.addWidget(self.dismiss_button)
        buttons.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 14, 16, 14)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.heading)
        self._layout.addWidget(self.question)
        self._layout.addLayout(buttons)

    def _fill(self) -> None:
        self._empty()
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, domain in enumerate(self._domains):
            for column, widget in enumerate(self._row(row, domain)):
                grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        self._layout.insertWidget(2, self._table)

    def _row(self, row: int, domain: "DomainPreview") -> Sequence[QWidget]:
        strip = ThumbnailStrip(self._context, _SIDE)
        strip.setFixedWidth(_PICTURES * (_SIDE + 8) - 8)
        strip.setAccessibleName(self.tr("Some images of {domain}").format(domain=domain.name))
        strip.show_images(domain.samples[:_PICTURES] if row < _ILLUSTRATED else ())
        words = labelled(f"{counts.breakable(domain.name)}\n{counts.of_domain(domain)}", "")
        buttons: list[QWidget] = []
        sides = [(self.authorized, self.tr("Authorized")), (self.unauthorized, self.tr("Unauthorized"))]
        for group, text in sides if self._paired else sides[:1]:
            button = QRadioButton(text)
            button.setAccessibleName(f"{domain.name}: {text}")
            group.addButton(button, row)
            buttons.append(button)
        return (strip, words, *buttons)

    def _empty(self) -> None:
        for group in (self.authorized, self.unauthorized):
            for button in group.buttons():
                group.removeButton(button)
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
            self._table = None

    def _authorize(self, index: int) -> None:
        self._settle(self.unauthorized, index)

    def _forbid(self, index: int) -> None:
        self._settle(self.authorized, index)

    def _settle(self, other: QButtonGroup, index: int) -> None:
        """No domain can be both; of two, choosing one settles the other."""
        if other.checkedId() == index:
            other.setExclusive(False)
            other.button(index).setChecked(False)
            other.setExclusive(True)
        if self._paired and len(self._domains) == 2 and other.checkedId() < 0:  # noqa: PLR2004 - see above
            other.button(1 - index).setChecked(True)
        self._refresh()

    def _refresh(self) -> None:
        ready = min(group.checkedId() for group in self._groups()) >= 0
        self.use_button.setEnabled(ready)

    def _use(self) -> None:
        authorized, *others = (self._domains[group.checkedId()] for group in self._groups())
        self._close()
        self.chosen.emit(authorized, others[0] if others else None)

    def _groups(self) -> tuple[QButtonGroup, ...]:
        return (self.authorized, self.unauthorized) if self._paired else (self.authorized,)

    def dismiss(self) -> None:
        """Ask no longer."""
        if self.is_asking:
            self._dismiss()

    def _dismiss(self) -> None:
        self._close()
        self.dismissed.emit()

    def _close(self) -> None:
        self._empty()
        self.hide()
