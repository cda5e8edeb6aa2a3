"""What to protect against: one card for each scenario that the engine has."""

from typing import cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from ipclip_app.config import SCENARIOS, Scenario
from ipclip_app.gui.option_card import OptionCard
from ipclip_app.gui.theme import Theme

_COLUMNS = 2


class ScenarioCards(QWidget):
    """A choice of SCENARIOS.

    Args:
        theme: Colours.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Scenario"))
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._tell)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(10)
        for index, scenario in enumerate(SCENARIOS):
            card = OptionCard(theme, *scenario_words(scenario))
            card.setChecked(index == 0)
            self._group.addButton(card, index)
            layout.addWidget(card, *divmod(index, _COLUMNS))
        for column in range(_COLUMNS):
            layout.setColumnStretch(column, 1)

    @property
    def scenario(self) -> Scenario:
        """The chosen one."""
        return cast(Scenario, SCENARIOS[self._group.checkedId()])

    def card(self, scenario: str) -> OptionCard:
        """The card of one of SCENARIOS."""
        return cast(OptionCard, self._group.button(SCENARIOS.index(scenario)))

    def choose(self, scenario: str) -> None:
        """Choose one of SCENARIOS."""
        self.card(scenario).setChecked(True)

    def _tell(self, _index: int, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if checked:
            self.changed.emit()


def scenario_words(scenario: str) -> tuple[str, str]:
    """Title and sentence of one of SCENARIOS."""
    translate = QCoreApplication.translate
    words = {
        "target-specified": (
            translate("ScenarioCards", "Against one known domain"),
            translate(
                "ScenarioCards",
                "The model works on the authorized images and fails on images in the style of a second folder.",
            ),
        ),
        "target-free": (
            translate("ScenarioCards", "Against everything that looks different"),
            translate(
                "ScenarioCards",
                "The model works on images in the style of yours and fails on any other; no second folder is needed.",
            ),
        ),
        "ownership": (
            translate("ScenarioCards", "Prove that the model is mine"),
            translate(
                "ScenarioCards",
                "The model works as usual, but a secret pattern on an image, the trigger, breaks it: a proof only you "
                "have.",
            ),
        ),
        "authorization": (
            translate("ScenarioCards", "Only for images with my pattern"),
            translate(
                "ScenarioCards",
                "The model works only on images that bear your pattern, the trigger, which you stamp for your "
                "licensees.",
            ),
        ),
    }
    return words[scenario]
