"""What to protect against: one card for each scenario that the engine has."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ipclip_app.config import SCENARIOS
from ipclip_app.gui.page import labelled


class ScenarioCards(QWidget):
    """A choice of SCENARIOS."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Scenario"))
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for index, scenario in enumerate(SCENARIOS):
            title, sentence = scenario_words(scenario)
            button = QRadioButton(title)
            button.setAccessibleName(title)
            button.setAccessibleDescription(sentence)
            button.setChecked(index == 0)
            self._group.addButton(button, index)
            words = labelled(sentence, "muted")
            words.setContentsMargins(28, 0, 0, 4)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            layout.addWidget(button)
            layout.addWidget(words)

    @property
    def scenario(self) -> str:
        """The chosen one."""
        return SCENARIOS[self._group.checkedId()]

    def choose(self, scenario: str) -> None:
        """Choose one of SCENARIOS."""
        self._group.button(SCENARIOS.index(scenario)).setChecked(True)

    def _tell(self) -> None:
        self.changed.emit()


def scenario_words(scenario: str) -> tuple[str, str]:
    """Title and sentence of one of SCENARIOS."""
    translate = QCoreApplication.translate
    words = {
        "target-specified": (
            translate("ScenarioCards", "Against a style of images that you have"),
            translate(
                "ScenarioCards",
                "The model works on the authorized images and fails on images in the style of the other folder.",
            ),
        ),
    }
    return words[scenario]
