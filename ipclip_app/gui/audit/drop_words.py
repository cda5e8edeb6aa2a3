"""What the audit says of what is dropped."""

from PySide6.QtCore import QCoreApplication, QMimeData

from ipclip_app.gui.dropped import Complaints, Dropped, read_content


def read_drop(content: QMimeData) -> Dropped:
    """Tell what is dropped."""
    return read_content(content, _complaints())


def peek(content: QMimeData) -> Dropped:
    """Tell what is held above the page: a path or two are enough to say what would become of it."""
    return read_content(content, _complaints(), 2)


def _complaints() -> Complaints:
    translate = QCoreApplication.translate
    return Complaints(
        link=translate("AuditDrop", "This is a web link. Save its images to a folder and drop that folder here."),
        text=translate("AuditDrop", "This is text. Drop images or folders of images from your file manager here."),
        other=translate("AuditDrop", "This cannot be used. Drop images or folders from your file manager here."),
    )
