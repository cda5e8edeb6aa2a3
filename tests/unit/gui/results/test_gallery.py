"""The gallery shows both models' answers of every test image, and finds the images that the owner looks for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.results.gallery import Gallery
from ipclip_app.gui.results.gallery_delegate import GalleryDelegate
from ipclip_app.jobs.runs import RunRecord

MakeRecord = Callable[..., RunRecord]
pytestmark = pytest.mark.usefixtures("plain_numbers")


class Viewer(QObject):
    """Stands in for the system's image viewer."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "open")
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def record(tmp_path: Path, draw_domain: Callable[..., Path], make_record: MakeRecord) -> RunRecord:
    folder = draw_domain(tmp_path / "photo", "photo", images=2)
    return make_record(sorted(folder.rglob("*.png")))


@pytest.fixture
def gallery(qtbot: QtBot, context: WindowContext, record: RunRecord) -> Gallery:
    gallery = Gallery(context)
    qtbot.addWidget(gallery)
    gallery.resize(1000, 600)
    gallery.show_predictions(record.predictions, ("cat", "dog", "owl"))
    gallery.show()
    return gallery


def words(gallery: Gallery) -> list[str]:
    model = gallery.list.images
    return [str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def said_of(protected: str, zero_shot: str, verdict: str, score: str) -> str:
    return f"Protected model: {protected}. Zero-shot CLIP: {zero_shot}. Verdict: {verdict}, score {score}."


def choose(qtbot: QtBot, box: QComboBox, text: str) -> None:
    """Pick an entry with the arrow keys, as one who has no mouse."""
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(text)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def test_each_image_is_told_with_both_answers_and_the_verdict(gallery: Gallery) -> None:
    assert words(gallery)[:3] == [
        f"Authorized: cat, 000.png. {said_of('cat, right', 'cat, right', 'Authorized', '2.00')}",
        f"Authorized: dog, 001.png. {said_of('dog, right', 'owl, wrong', 'Uncertain', '1.00')}",
        f"Unauthorized: owl, 000.png. {said_of('cat, wrong', 'owl, right', 'Unauthorized', '0.00')}",
    ]
    assert gallery.count.text() == "6 images"


def test_right_and_wrong_differ_in_sign_and_colour(gallery: Gallery, record: RunRecord, context: WindowContext) -> None:
    delegate = gallery.list.itemDelegate()
    assert isinstance(delegate, GalleryDelegate)

    _, _, protected, zero_shot, verdict = delegate.lines(gallery.list.images, record.predictions[1])

    colours = context.theme.colours
    assert (protected.icon, protected.colour, protected.text) == ("tick", colours.good, "dog")
    assert (zero_shot.icon, zero_shot.colour, zero_shot.text) == ("cross", colours.bad, "owl")
    assert (verdict.icon, verdict.colour) == ("question", colours.doubt)


def test_an_image_of_unknown_class_is_neither_right_nor_wrong(
    gallery: Gallery, record: RunRecord, context: WindowContext
) -> None:
    unknown = replace(record.predictions[0], label=None)
    gallery.show_predictions([unknown], ("cat", "dog", "owl"))
    delegate = gallery.list.itemDelegate()
    assert isinstance(delegate, GalleryDelegate)

    lines = delegate.lines(gallery.list.images, unknown)

    assert lines[0].text == "Class unknown"
    assert lines[2].icon == "question"
    assert lines[2].colour == context.theme.colours.text
    assert words(gallery)[0].startswith("Authorized: Class unknown, 000.png. Protected model: cat. ")


@pytest.mark.parametrize(
    ("box", "text", "names"),
    [
        ("domain_box", "Unauthorized", ["owl"] * 2),
        ("outcome_box", "Protected model right", ["cat", "dog"] * 2),
        ("outcome_box", "Protected model wrong", ["owl"] * 2),
        ("outcome_box", "Only zero-shot CLIP right", ["owl"] * 2),
        ("outcome_box", "Only the protected model right", ["dog"] * 2),
        ("verdict_box", "Uncertain", ["dog"] * 2),
        ("order_box", "Lowest score first", ["owl", "dog", "cat"] * 2),
        ("order_box", "Highest score first", ["cat", "dog", "owl"] * 2),
    ],
)
def test_images_are_found_and_ordered(qtbot: QtBot, gallery: Gallery, box: str, text: str, names: list[str]) -> None:
    choose(qtbot, getattr(gallery, box), text)

    model = gallery.list.images
    assert [model.index(row).data() for row in range(model.rowCount())] == names


def test_filters_add_up_and_tell_how_many_are_left(qtbot: QtBot, gallery: Gallery) -> None:
    choose(qtbot, gallery.domain_box, "Authorized")
    choose(qtbot, gallery.verdict_box, "Authorized")

    assert gallery.count.text() == "2 of 6 images"

    choose(qtbot, gallery.outcome_box, "Protected model wrong")

    assert gallery.count.text() == "None of the 6 images is like that."


def test_unlabelled_images_match_no_answer(gallery: Gallery, record: RunRecord, qtbot: QtBot) -> None:
    gallery.show_predictions([replace(item, label=None) for item in record.predictions], ("cat", "dog", "owl"))

    choose(qtbot, gallery.outcome_box, "Protected model wrong")

    assert gallery.list.images.rowCount() == 0


def test_levels_of_the_verdict_stand_below(gallery: Gallery) -> None:
    gallery.show_levels({"t_a": -0.5, "t_u": 1.5})

    assert "A score of 1.50 or more is authorized, below -0.50 unauthorized" in gallery.levels.text()


def test_enter_opens_the_image(qtbot: QtBot, gallery: Gallery, record: RunRecord, viewer: Viewer) -> None:
    gallery.list.setCurrentIndex(gallery.list.images.index(1))

    qtbot.keyClick(gallery.list, Qt.Key.Key_Return)

    assert viewer.opened == [record.predictions[1].path]


def test_an_image_that_cannot_be_opened_is_told(
    qtbot: QtBot, gallery: Gallery, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    gallery.list.setCurrentIndex(gallery.list.images.index(0))

    qtbot.keyClick(gallery.list, Qt.Key.Key_Return)

    assert "000.png: no program shows this image" in said[0].sentence


def test_thumbnails_of_images_in_sight_appear(qtbot: QtBot, gallery: Gallery, record: RunRecord) -> None:
    qtbot.waitUntil(lambda: len(gallery.list.store) == len(record.predictions))

    loaded = gallery.list.store.pixmap(record.predictions[0].path)
    assert loaded is not None
    assert not loaded.isNull()


def test_thousands_of_images_load_only_those_in_sight(
    qtbot: QtBot, gallery: Gallery, record: RunRecord, context: WindowContext
) -> None:
    qtbot.waitUntil(lambda: len(gallery.list.store) == len(record.predictions) and not context.background.is_busy)
    first = record.predictions[0]
    many = [replace(first, path=first.path.with_name(f"missing-{index}.png")) for index in range(10_000)]

    gallery.show_predictions(many, record.class_names)

    qtbot.waitUntil(lambda: gallery.list.store.pixmap(many[0].path) is not None)
    qtbot.waitUntil(lambda: not context.background.is_busy)
    assert gallery.list.images.rowCount() == len(many)
    assert len(gallery.list.store) < 100


def test_columns_share_the_width(qtbot: QtBot, gallery: Gallery) -> None:
    images = gallery.list

    def left_over() -> int:
        first, *_, third = (images.visualRect(images.images.index(row)) for row in range(3))
        return images.viewport().width() - third.right() if first.top() == third.top() else 1000

    qtbot.waitUntil(lambda: 0 <= left_over() < 30)
