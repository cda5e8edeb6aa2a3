"""Threads and the network."""

import os

from PySide6.QtWidgets import QCheckBox

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.number_fields import WholeNumberField
from ipclip_app.gui.settings.form import SettingsCard
from ipclip_app.preferences import offline_variable


class ComputingCard(SettingsCard):
    """How much of the machine is used, and whether the network is."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._first_threads = context.settings.now.threads
        self.set_heading(self.tr("Computing and network"))
        self.threads_box = WholeNumberField()
        self.threads_box.setRange(0, max(os.cpu_count() or 1, self._first_threads))
        self.threads_box.setSpecialValueText(self.tr("Automatic"))
        self.threads_box.setKeyboardTracking(False)
        self.threads_box.setValue(self._first_threads)
        self.threads_box.valueChanged.connect(self._choose_threads)
        self.add_row(self.tr("&Processor threads"), self.threads_box, self.tr("Processor threads"))
        self.threads_note = self.add_note("")
        self.offline_box = QCheckBox(self.tr("Work o&ffline: never download anything"))
        self.add_line(self.tr("Network"), self.offline_box)
        self.offline_note = self.add_note(self.tr("Nothing is ever downloaded unless you ask for it."))
        self._show_offline()
        self.offline_box.toggled.connect(self._choose_offline)
        context.engine.ready.connect(self._tell_threads)
        self._tell_threads()

    def _choose_threads(self, count: int) -> None:
        self._context.settings.change(threads=count)
        self._tell_threads()

    def _tell_threads(self) -> None:
        facts = self._context.engine.facts
        if self.threads_box.value() != self._first_threads:
            text = self.tr("The number of threads changes when the program is started again.")
        elif facts is None:
            text = self.tr("Automatic takes as many as the processor has cores.")
        else:
            text = self.tr("Threads in use at present: {threads}").format(threads=facts.threads)
        self.threads_note.setText(text)

    def _show_offline(self) -> None:
        variable = offline_variable()
        self.offline_box.setChecked(bool(variable) or self._context.settings.now.offline)
        if variable:
            self.offline_box.setEnabled(False)
            note = self.tr("The variable {variable} of this system keeps the program offline.")
            self.offline_note.setText(note.format(variable=variable))

    def _choose_offline(self) -> None:
        self._context.settings.change(offline=self.offline_box.isChecked())
