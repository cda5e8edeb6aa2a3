"""Which model is served, and where it listens."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.number_fields import WholeNumberField
from ipclip_app.gui.page import center_labels, set_property
from ipclip_app.gui.watermark.key_jobs import keys_file
from ipclip_app.gui.watermark.secret_jobs import SecretInHand, find_model
from ipclip_app.gui.watermark.service_child import ServiceOrder

USUAL_PORT: Final = 8000
_MOST_PORT: Final = 65_535
_FIELD_WIDTH: Final = 96
_NARROWEST: Final = 12
"""Characters."""


class ServiceForm(QWidget):
    """The model of the secret, looked for among those at hand; whom it answers; the port.

    Args:
        context: What the page works with.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._secret: SecretInHand | None = None
        self._model: str | None = None
        self._job = LatestJob(context.background, self)
        self.model = QLabel()
        self.reach_box = QComboBox()
        self.port = WholeNumberField()
        self._arrange()
        self._job.succeeded.connect(self._know)
        self._job.failed.connect(self._fail)
        context.engine.ready.connect(self._look)

    @property
    def order(self) -> ServiceOrder | None:
        """What is filled in; None while the model is not known."""
        if self._secret is None or self._model is None:
            return None
        secret = self._secret
        host = str(self.reach_box.currentData())
        keys = keys_file(secret.path)
        return ServiceOrder(self._model, secret.path, keys, host, self.port.value(), secret.passphrase)

    @property
    def is_looking(self) -> bool:
        """Whether the model is being looked for."""
        return self._job.is_running

    def show_secret(self, secret: SecretInHand | None) -> None:
        """Look for the model of another secret."""
        self._secret, self._model = secret, None
        self._job.stop()
        self._tell("")
        self._look()

    def _arrange(self) -> None:
        self.model.setAccessibleName(self.tr("Model"))
        self.model.setWordWrap(True)
        self.model.setTextFormat(Qt.TextFormat.PlainText)
        self.reach_box.setAccessibleName(self.tr("Who can reach it"))
        self.reach_box.addItem(self.tr("this computer only"), "127.0.0.1")
        self.reach_box.addItem(self.tr("the network, unencrypted"), "0.0.0.0")  # noqa: S104 - the owner's choice
        self.reach_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reach_box.setMinimumContentsLength(_NARROWEST)
        self.port.setRange(0, _MOST_PORT)
        self.port.setValue(USUAL_PORT)
        self.port.setSpecialValueText(self.tr("any"))
        self.port.setGroupSeparatorShown(False)
        self.port.setAccessibleName(self.tr("Port"))
        self.port.setMinimumWidth(_FIELD_WIDTH)
        caption = QLabel(self.tr("Po&rt"))
        caption.setBuddy(self.port)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.reach_box, 1)
        line.addWidget(caption)
        line.addWidget(self.port)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("Model"), self.model)
        form.addRow(self.tr("Answers"), line)
        center_labels(form)

    def _look(self) -> None:
        if self._secret is not None and self._model is None and self._context.engine.is_ready:
            self._tell(self.tr("Looking for the model of this secret…"))
            self._job.start(partial(find_model, self._secret.backbone))
        self.changed.emit()

    def _know(self, model: str | None) -> None:
        self._model = model
        missing = self.tr("None of your models is the one of this secret; add or download it under Backbones.")
        self._tell(model or missing, bad=model is None)
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._tell(failure.sentence, bad=True)
        self.changed.emit()

    def _tell(self, sentence: str, *, bad: bool = False) -> None:
        self.model.setText(sentence)
        set_property(self.model, "role", "bad" if bad else "")
