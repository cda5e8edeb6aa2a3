"""The style sheet of the window, made from its colours; widgets are addressed by their `role` property.

Roles: `card`, `title`, `heading`, `muted`, `primary`, `danger`, `quiet`, `link`, `good`, `bad`, `doubt`, `drop`,
`message`, `button`, `rail`, `matrix`, `inset`.
"""

from dataclasses import asdict
from string import Template
from typing import Final

from ipclip_app.gui.colours import DARK, Colours
from ipclip_app.resources import resource_path

_TEMPLATE: Final = Template("""
QWidget { font-size: 10pt; }
QMainWindow, QDialog, QScrollArea, QScrollArea > QWidget > QWidget { background: $ground; }
QScrollArea { border: none; }
QScrollArea[role="inset"], QScrollArea[role="inset"] > QWidget > QWidget { background: $surface; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 18pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11pt; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="good"] { color: $good; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="doubt"] { color: $doubt; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="drop"] { background: $surface; border: 2px dashed $edge; border-radius: 10px; }
QFrame[role="drop"][active="true"] { border-color: $accent; background: $accent_soft; }
QFrame[role="drop"][filled="true"] { border: 1px solid $line; }
QFrame[role="drop"]:focus { border-color: $accent; }
QFrame[role="message"] { border-radius: 8px; border: 1px solid $line; background: $surface; }
QFrame[role="message"][severity="error"] { background: $bad_soft; border-color: $bad; }
QFrame[role="message"][severity="warning"] { background: $doubt_soft; border-color: $doubt; }
QFrame[role="message"][severity="done"] { background: $good_soft; border-color: $good; }
QPushButton, QToolButton[role="button"] {
  background: $surface; color: $text; border: 1px solid $line; border-radius: 6px; padding: 6px 14px; min-height: 18px;
}
QPushButton:hover, QToolButton[role="button"]:hover { background: $raised; }
QPushButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $muted; background: $ground; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $raised; color: $muted; border-color: $line; }
QPushButton[role="danger"]:enabled { color: $bad; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[role="quiet"]:hover { background: $raised; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; }
QPushButton[role="link"], QToolButton[role="link"] {
  background: transparent; border: 2px solid transparent; border-radius: 6px; color: $accent; padding: 3px 6px;
  min-height: 16px;
}
QPushButton[role="link"]:hover, QToolButton[role="link"]:hover { background: $raised; }
QPushButton[role="link"]:checked { background: $accent_soft; }
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus { border: 2px solid $accent; padding: 3px 6px; }
QFrame[role="rail"] { background: $rail; border: none; border-right: 1px solid $line; }
QToolButton[role="rail"] {
  background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 8px 0; color: $muted;
}
QToolButton[role="rail"]:hover { background: $raised; color: $text; }
QToolButton[role="rail"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QToolButton[role="rail"]:focus { border: 2px solid $accent; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextBrowser {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 5px 8px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { min-height: 20px; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextBrowser:focus {
  border: 2px solid $accent; padding: 4px 7px;
}
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
  color: $muted; background: $ground; border-color: $line;
}
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
  image: url("$icons/arrow-down.svg"); width: 14px; height: 14px;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("$icons/arrow-up.svg"); width: 14px; height: 14px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-position: top right; width: 22px; border: none; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-position: bottom right; width: 22px; border: none; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 3px; border: 2px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 6px; }
QRadioButton::indicator {
  width: 12px; height: 12px; border: 2px solid $muted; border-radius: 8px; background: $surface;
}
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 2px solid $muted; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url("$checked"); }
QCheckBox::indicator:disabled { border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $muted; border-color: $muted; }
QListView, QTreeView, QTableView, QTableWidget {
  background: $surface; alternate-background-color: $ground; border: 1px solid $line; border-radius: 6px; outline: none;
  gridline-color: $line;
}
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid $accent; }
QListView::item, QTreeView::item { padding: 5px; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QHeaderView::section {
  background: $raised; color: $muted; border: none; border-bottom: 1px solid $line; padding: 6px 11px; font-weight: 600;
}
QTableCornerButton::section { background: $raised; border: none; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTableView::item { padding: 4px 8px; }
QTableView[role="matrix"] QHeaderView, QTableView[role="matrix"] QTableCornerButton::section { background: $surface; }
QProgressBar { background: $raised; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QTabBar::tab {
  background: transparent; color: $muted; padding: 8px 14px; border: none; border-bottom: 2px solid $line;
}
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:hover, QTabBar::tab:selected:focus { background: $raised; }
QTabWidget::pane { border: none; }
QMenuBar { background: $rail; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 5px 10px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QStatusBar { background: $rail; color: $muted; border-top: 1px solid $line; }
QSplitter::handle { background: $ground; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:vertical { margin: 2px 2px 2px 4px; }
QScrollBar::handle:horizontal { margin: 4px 2px 2px 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
""")


def style_sheet(colours: Colours) -> str:
    """The style sheet in these colours."""
    icons = resource_path("icons")
    checked = icons / ("checked-dark.svg" if colours is DARK else "checked-light.svg")
    return _TEMPLATE.substitute(asdict(colours), icons=icons.as_posix(), checked=checked.as_posix())
