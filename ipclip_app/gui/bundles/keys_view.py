"""Keys: the owner's own, and those of the issuers he trusts."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.key_form import KeyForm
from ipclip_app.gui.bundles.own_keys import OwnKeys
from ipclip_app.gui.bundles.trust_form import TrustForm
from ipclip_app.gui.bundles.trusted_card import TrustedCard
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message

if TYPE_CHECKING:
    from ipclip_app.crypto.key_store import KeyInfo
    from ipclip_app.crypto.trusted_issuers import TrustedIssuer
    from ipclip_app.gui.bundles.bundle_jobs import Keys


class KeysView(QWidget):
    """Two cards, with a form in place of one while a key is made or an issuer judged.

    Args:
        context: What the page works with.
    """

    changed = Signal()
    """A key was made, or an issuer is trusted or forgotten."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._new_key: KeyInfo | None = None
        self._new_issuer: TrustedIssuer | None = None
        self._listing = LatestJob(context.background, self)
        self.form = KeyForm(context)
        self.own = OwnKeys(context)
        self.trust = TrustForm(context)
        self.issuers = TrustedCard(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(16)
        for widget, share in ((self.form, 0), (self.own, 1), (self.trust, 0), (self.issuers, 1)):
            layout.addWidget(widget, share)
        layout.addStretch(0)
        self._connect()

    def refresh(self) -> None:
        """Read all keys again."""
        self._listing.start(bundle_jobs.list_keys)

    def create_key(self) -> None:
        """Begin to make a signing key."""
        self._show_forms(key=True)
        self.form.begin()

    def import_key(self, path: Path) -> None:
        """Ask whether the owner of a public key is to be trusted."""
        self._show_forms(trust=True)
        self.trust.offer_file(path)

    def _connect(self) -> None:
        self._listing.succeeded.connect(self._show)
        self._listing.failed.connect(self._fail)
        self.own.create_requested.connect(self.create_key)
        self.issuers.import_requested.connect(self.import_key)
        self.issuers.forgotten.connect(self._tell_changed)
        self.form.created.connect(self._tell_created)
        self.form.closed.connect(self._leave_key)
        self.trust.trusted.connect(self._tell_trusted)
        self.trust.closed.connect(self._leave_trust)

    def _show_forms(self, *, key: bool = False, trust: bool = False) -> None:
        """A form stands in place of its card, so that nothing is squeezed."""
        self.form.setVisible(key)
        self.own.setVisible(not key)
        self.trust.setVisible(trust)
        self.issuers.setVisible(not trust)

    def _leave_key(self) -> None:
        self._show_forms()
        self.own.create_button.setFocus()

    def _leave_trust(self) -> None:
        self._show_forms()
        self.issuers.import_button.setFocus()

    def _show(self, keys: "Keys") -> None:
        self.own.show_keys(keys.own, self._new_key)
        self.issuers.show_issuers(keys.trusted, self._new_issuer)
        self._new_key = self._new_issuer = None

    def _fail(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))

    def _tell_created(self, key: "KeyInfo") -> None:
        self._new_key = key
        words = self.tr("The key “{name}” is made. Back it up: what it signed cannot be renewed without it.")
        self._context.say(Message(words.format(name=key.name), "done"))
        self._leave_key()
        self._tell_changed()

    def _tell_trusted(self, issuer: "TrustedIssuer") -> None:
        self._new_issuer = issuer
        self._context.say(Message(self.tr("You trust “{name}” from now on.").format(name=issuer.name), "done"))
        self._leave_trust()
        self._tell_changed()

    def _tell_changed(self) -> None:
        self.refresh()
        self.changed.emit()
