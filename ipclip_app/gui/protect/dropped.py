"""What was dropped: folders to look into, or a sentence that says what can be dropped instead."""

from PySide6.QtCore import QCoreApplication, QMimeData

from ipclip_app.gui.dropped import Complaints, Dropped, read_content


def read_drop(content: QMimeData) -> Dropped:
    """Tell what is being dropped."""
    translate = QCoreApplication.translate
    complaints = Complaints(
        link=translate("Dropped", "This is a web link. Save its images to a folder and drop that folder here."),
        text=translate("Dropped", "This is text. Drop a folder of images from your file manager here."),
        other=translate("Dropped", "This cannot be used. Drop a folder of images from your file manager here."),
    )
    return read_content(content, complaints)
