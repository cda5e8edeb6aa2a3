"""Rows stream in where they belong, are filtered, sorted and searched, and say everything in words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ipclip_app.gui.audit.audit_model import IMAGE, SCORE, AuditModel
from ipclip_app.gui.audit.audit_order import Order, RowFilter
from ipclip_app.gui.audit.page import AuditPage
from ipclip_app.gui.audit.row_words import row_words, verdict_sign
from ipclip_app.gui.audit.score_scale import ScoreScale
from ipclip_app.gui.colours import DARK, LIGHT, Colours
from ipclip_app.jobs.audit_row import VERDICTS, AuditRow

MakeRow = Callable[..., AuditRow]
pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def rows(make_row: MakeRow) -> list[AuditRow]:
    return [
        make_row(Path("a/Zebra.png"), 3.0, "dog"),
        make_row(Path("a/apple.png"), -3.0, "cat"),
        make_row(Path("b/notes.txt"), None, error="is not an image; remove it"),
        make_row(Path("b/mole.png"), 0.0, "cat"),
    ]


def names(model: AuditModel) -> list[str]:
    return [row.path.stem for row in model.listed()]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("came", ["Zebra", "apple", "notes", "mole"]),
        ("name", ["apple", "mole", "notes", "Zebra"]),
        ("verdict", ["notes", "apple", "mole", "Zebra"]),
        ("lowest", ["apple", "mole", "Zebra", "notes"]),
        ("highest", ["Zebra", "mole", "apple", "notes"]),
        ("protected", ["apple", "mole", "Zebra", "notes"]),
        ("zero_shot", ["apple", "mole", "Zebra", "notes"]),
    ],
)
def test_rows_that_stream_in_stand_where_sorting_would_put_them(
    rows: list[AuditRow], order: Order, expected: list[str]
) -> None:
    model = AuditModel()
    model.arrange(order, RowFilter())
    for row in rows:
        model.add([row])
    streamed = names(model)

    model.arrange(order, RowFilter())

    assert streamed == names(model) == expected


def test_rows_are_inserted_in_chunks_and_never_by_a_reset(rows: list[AuditRow]) -> None:
    model = AuditModel()
    resets: list[None] = []
    chunks: list[tuple[int, int]] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.rowsInserted.connect(lambda _parent, first, last: chunks.append((first, last)))

    model.add(rows[:3])
    model.add(rows[3:])

    assert resets == []
    assert chunks == [(0, 2), (3, 3)]


def test_only_matching_rows_are_listed_while_others_come(rows: list[AuditRow]) -> None:
    model = AuditModel()
    model.arrange("came", RowFilter("error"))

    model.add(rows)

    assert names(model) == ["notes"]
    assert dict(model.counts) == {"authorized": 1, "unauthorized": 1, "error": 1, "uncertain": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ZEBRA", ["Zebra"]),
        ("a/ cat", ["apple"]),
        ("not an image", ["notes"]),
        ("great", []),
        ("", ["Zebra", "apple", "notes", "mole"]),
    ],
)
def test_a_search_finds_paths_classes_and_reasons(rows: list[AuditRow], text: str, expected: list[str]) -> None:
    model = AuditModel()
    model.add(rows)

    model.arrange("came", RowFilter.of(None, text))

    assert names(model) == expected


def test_a_file_that_is_judged_again_changes_its_row(rows: list[AuditRow], make_row: MakeRow) -> None:
    model = AuditModel()
    model.add(rows)

    model.add([make_row(rows[2].path, 2.0)])

    assert names(model) == ["Zebra", "apple", "notes", "mole"]
    assert (model.counts["error"], model.counts["authorized"]) == (0, 2)
    assert model.row_at(model.index(2, IMAGE)).verdict == "authorized"


def test_a_row_says_all_in_words(rows: list[AuditRow]) -> None:
    assert row_words(rows[0]) == (
        "Zebra.png: Authorized, score 3.00. Protected model: dog 75%, great owl 25%. Zero-shot CLIP: dog 75%."
    )
    assert row_words(rows[2]) == "notes.txt: not judged. Is not an image; remove it."


def test_a_screen_reader_hears_the_whole_row(rows: list[AuditRow]) -> None:
    model = AuditModel()
    model.add(rows)

    assert model.index(0, IMAGE).data(Qt.ItemDataRole.AccessibleTextRole) == row_words(rows[0])
    assert model.index(2, SCORE).data() == "Is not an image; remove it."


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_no_two_verdicts_share_icon_or_colour(colours: Colours) -> None:
    signs = [verdict_sign(verdict, colours) for verdict in VERDICTS]

    assert len({sign.icon for sign in signs}) == len({sign.colour for sign in signs}) == len(VERDICTS)


def test_the_scale_holds_every_score_and_keeps_the_levels_inside() -> None:
    scale = ScoreScale.of(-1.0, 1.0)
    wider = scale.holding(9.0)

    assert scale.holding(0.5) is scale
    assert (scale.place(-2.0), scale.place(0.0), scale.place(2.0)) == (0.0, 0.5, 1.0)
    assert 0 < wider.place(-1.0) < wider.place(1.0) < wider.place(9.0) <= 1


def test_levels_that_are_one_still_have_a_scale() -> None:
    assert ScoreScale.of(0.0, 0.0).holding(5.0).place(5.0) <= 1


@pytest.fixture
def listing(judged: AuditPage, rows: list[AuditRow]) -> AuditPage:
    judged.run.given = dict.fromkeys(row.path for row in rows)
    judged.run.changed.emit()
    judged.run.rows_came.emit(rows)
    return judged


def test_the_levels_stand_above_the_scores(listing: AuditPage) -> None:
    head = listing.view.table.horizontalHeader().model()

    assert head.headerData(SCORE, Qt.Orientation.Horizontal) == "Score (-1.00 | 1.00)"
    told = head.headerData(SCORE, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert told.startswith("A score of 1.00 or more is authorized, below -1.00 unauthorized")


def test_a_verdict_is_listed_alone_by_its_button(qtbot: QtBot, listing: AuditPage) -> None:
    button = listing.view.controls.chips.buttons["unauthorized"]
    qtbot.keyClick(button, Qt.Key.Key_Space)

    assert button.text() == "Unauthorized 1"
    assert names(listing.view.table.model_of_rows) == ["apple"]
    assert listing.view.bottom.count.text() == "1 of 4 files listed"


def test_what_is_typed_is_searched_for(qtbot: QtBot, listing: AuditPage) -> None:
    with qtbot.waitSignal(listing.view.controls.changed):
        qtbot.keyClicks(listing.view.controls.search, "cat")
    found = names(listing.view.table.model_of_rows)

    qtbot.keyClicks(listing.view.controls.search, "fish")
    qtbot.keyClick(listing.view.controls.search, Qt.Key.Key_Return)

    assert found == ["apple", "mole"]
    assert listing.view.bottom.count.text() == "None of the 4 files is like that"
    assert not listing.view.bottom.report_button.isEnabled()


def test_the_head_of_a_column_sorts_and_the_box_follows(qtbot: QtBot, listing: AuditPage) -> None:
    heads = listing.view.table.horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(SCORE) + 20, heads.height() // 2)

    orders = []
    for _ in range(2):
        qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append((listing.view.controls.order, names(listing.view.table.model_of_rows)))

    assert orders[0] == ("lowest", ["apple", "mole", "Zebra", "notes"])
    assert orders[1] == ("highest", ["Zebra", "mole", "apple", "notes"])


def test_the_current_row_stays_current_in_another_order(listing: AuditPage) -> None:
    table = listing.view.table
    table.setCurrentIndex(table.model_of_rows.index(1, IMAGE))

    listing.view.controls.choose_order("highest")

    assert table.currentIndex().row() == 2
    assert table.model_of_rows.row_at(table.currentIndex()).path.stem == "apple"


def test_copy_takes_the_paths_of_the_chosen_rows(qtbot: QtBot, listing: AuditPage, rows: list[AuditRow]) -> None:
    listing.view.table.selectAll()

    qtbot.keyClick(listing.view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().splitlines() == [str(row.path) for row in rows]


def test_only_thumbnails_in_sight_are_read(qtbot: QtBot, judged: AuditPage, photo: Path, make_row: MakeRow) -> None:
    images = sorted(photo.rglob("*.png"))
    judged.run.given = dict.fromkeys(images)
    judged.run.changed.emit()
    many = [make_row(images[0].with_name(f"missing-{index}.png")) for index in range(5000)]

    judged.run.rows_came.emit([*map(make_row, images), *many])

    store = judged.view.table.store
    qtbot.waitUntil(lambda: len(store) > 0 and not judged.context.background.is_busy)
    assert judged.view.table.model_of_rows.rowCount(QModelIndex()) == 5000 + len(images)
    assert len(store) < 100
