"""The page of experiments: set up, then watched while the table fills."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ipclip_app.gui.closing_question import ClosingWords, wants_to_close
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.experiment.board import Board
from ipclip_app.gui.experiment.experiment_run import ExperimentRun
from ipclip_app.gui.experiment.setup_view import Order, SetupView
from ipclip_app.gui.focus import enter
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message, failure_message, notice_message
from ipclip_app.gui.page import MARGIN, PlainPage, labelled


class ExperimentPage(PlainPage):
    """One view at a time.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.setAccessibleName(self.tr("Experiment"))
        self.run = ExperimentRun(context.background, self)
        self.setup = SetupView(context)
        self.board = Board(context, self.run)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.setup)
        self.stack.addWidget(self.board)
        self.setup_button = QPushButton(self.tr("&New experiment"))
        self.board_button = QPushButton(self.tr("&Latest experiment"))
        self._arrange()
        self._connect()
        self._update_header()

    def start(self, order: Order) -> None:
        """Measure what was ordered."""
        if self.run.is_running:
            sentence = self.tr("An experiment is running already; wait for its end or stop it first.")
            self.context.say(Message(sentence, "warning"))
        else:
            self.run.start(order)
        self.show_view(self.board)

    def show_view(self, view: QWidget) -> None:
        """Bring one of both views to the front."""
        self.stack.setCurrentWidget(view)
        self._update_header()
        self.enter()

    def enter(self) -> None:
        """Take the keyboard's focus into the view in front."""
        enter(self.setup if self.stack.currentIndex() == 0 else self.board, self.accessibleName())

    def may_close(self) -> bool:
        """Ask before an experiment is cut short by closing the window; its finished cells are kept."""
        if not self.run.is_running:
            return True
        words = ClosingWords(
            self.tr("Experiment"),
            self.tr("An experiment is still running. Close the window all the same?"),
            self.tr("Finished cells are kept; started again with the same folder, it goes on."),
            self.tr("&Close the window"),
            self.tr("&Keep measuring"),
        )
        return wants_to_close(self, words)

    def _arrange(self) -> None:
        lead = self.tr("Measures scenarios, recipes and seeds over your domains, and draws the tables of the papers.")
        head = QHBoxLayout()
        head.addWidget(labelled(self.tr("Experiment"), "title"), 1)
        for button in (self.setup_button, self.board_button):
            button.setProperty("role", "quiet")
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN // 2, MARGIN, MARGIN // 2)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(labelled(lead, "muted"))
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.setup.start_requested.connect(self.start)
        self.setup_button.clicked.connect(self._show_setup)
        self.board_button.clicked.connect(self._show_board)
        self.run.failed.connect(self._tell)
        self.run.noticed.connect(self._warn)

    def _show_setup(self) -> None:
        self.show_view(self.setup)

    def _show_board(self) -> None:
        self.show_view(self.board)

    def _update_header(self) -> None:
        front = self.stack.currentWidget()
        self.setup_button.setVisible(front is self.board)
        self.board_button.setVisible(front is self.setup and self.run.order is not None)

    def _tell(self, failure: Failure) -> None:
        self.context.say(failure_message(failure))

    def _warn(self, sentence: str) -> None:
        self.context.say(notice_message(sentence))
