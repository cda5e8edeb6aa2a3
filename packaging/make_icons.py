"""Paints the program's icon in every size that desktops ask for, from the one drawing that ships with it."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
DRAWING = HERE.parent / "resources" / "icons" / "ipclip-app.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = tuple((size, size) for size in (16, 24, 32, 48, 64, 128, 256))


def paint(size: int) -> QImage:
    """The icon, size by size pixels, transparent around."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return image


def main() -> None:
    """Write `icons/NAME-SIZE.png`, `icons/ipclip-app.ico` for Windows and `icons/ipclip-app.icns` for macOS."""
    application = QGuiApplication([])
    folder = HERE / "icons"
    folder.mkdir(exist_ok=True)
    for size in SIZES:
        paint(size).save(str(folder / f"ipclip-app-{size}.png"))
    largest = Image.open(folder / f"ipclip-app-{SIZES[-1]}.png")
    largest.save(folder / "ipclip-app.ico", sizes=WINDOWS_SIZES)
    largest.save(folder / "ipclip-app.icns")
    application.quit()


if __name__ == "__main__":
    main()
