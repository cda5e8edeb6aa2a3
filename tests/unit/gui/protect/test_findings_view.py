"""What the doctor finds is listed with a way out for each, and nobody waits for it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from ipclip_app.data.findings import Finding
from ipclip_app.errors import FolderError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.protect.finding_row import FindingRow
from ipclip_app.gui.protect.findings_view import FIRST, MORE, FindingsView
from ipclip_app.jobs.doctor import DomainSummary, Examination
from ipclip_app.progress import Job, Report

FOLDERS = (Path("photo"), Path("sketch"))


class Doctor:
    """Finds what a test tells it to."""

    def __init__(self) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.examined: list[tuple[Path, ...]] = []
        self.gate: threading.Event | None = None
        self.error: Exception | None = None

    def examine_folders(self, folders: Sequence[Path]) -> Job[Examination]:
        self.examined.append(tuple(folders))
        yield Report("scan", 5, 10)
        yield Report("decode", 7, 10)
        if self.gate is not None:
            self.gate.wait(30)
            yield Report("decode", 8, 10)
        if self.error is not None:
            raise self.error
        domains = tuple(DomainSummary(folder.name, folder, 10, 0, {"cat": 10}) for folder in folders)
        return Examination(domains, self.findings)


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Doctor]:
    doctor = Doctor()
    monkeypatch.setattr("ipclip_app.jobs.doctor.examine_folders", doctor.examine_folders)
    yield doctor
    if doctor.gate is not None:
        doctor.gate.set()


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext) -> FindingsView:
    view = FindingsView(context)
    qtbot.addWidget(view)
    view.resize(800, 500)
    return view


class Opener(QObject):
    """Takes the place of the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def opener() -> Iterator[Opener]:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    yield opener
    QDesktopServices.unsetUrlHandler("file")


def damaged(number: int) -> Finding:
    path = Path(f"/photo/cat/{number}.png")
    return Finding("truncated", "error", (path,), f"{path} is truncated.", "Restore it.")


def scarce() -> Finding:
    return Finding("few_images", "warning", (Path("/photo/owl"),), "The class owl has 1 image.", "Add images.")


def examine(qtbot: QtBot, view: FindingsView) -> None:
    view.examine(FOLDERS)
    qtbot.waitUntil(lambda: not view.is_running)


def test_nothing_found_says_that_all_is_in_order(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    examine(qtbot, view)

    assert view.summary.text() == "Everything is in order: 20 images can be used."
    assert view.rows == []


def test_findings_are_listed_with_sentence_and_remedy(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    doctor.findings = (damaged(1), scarce(), scarce())

    examine(qtbot, view)

    assert view.summary.text() == "The check found 1 problem and 2 notes; 20 images can be used."
    assert [row.accessibleName() for row in view.rows] == [
        "Problem: /photo/cat/1.png is truncated.",
        "Note: The class owl has 1 image.",
        "Note: The class owl has 1 image.",
    ]
    assert view.rows[0].remedy.text() == "Restore it."


def test_thousands_of_findings_are_shown_a_few_at_a_time(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    doctor.findings = tuple(map(damaged, range(3000)))
    examine(qtbot, view)
    shown = len(view.rows)

    qtbot.mouseClick(view.more_button, Qt.MouseButton.LeftButton)

    assert shown == FIRST
    assert len(view.rows) == FIRST + MORE
    assert view.more_button.text() == f"Show more ({QLocale().toString(3000 - FIRST - MORE)} left)"


def test_progress_is_shown_and_the_check_can_be_stopped(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    doctor.gate = threading.Event()
    view.examine(FOLDERS)
    qtbot.waitUntil(lambda: view.summary.text() == "Opening every image: 7 of 10")
    assert (view.progress.value(), view.progress.maximum()) == (7, 10)

    qtbot.mouseClick(view.stop_button, Qt.MouseButton.LeftButton)

    assert not view.is_running
    assert view.summary.text().startswith("The check was stopped.")
    assert not view.again_button.isHidden()


def test_other_folders_start_the_check_anew(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    doctor.gate = threading.Event()
    view.examine(FOLDERS)
    qtbot.waitUntil(lambda: len(doctor.examined) == 1)
    doctor.gate.set()

    view.examine((FOLDERS[0], Path("cartoon")))
    qtbot.waitUntil(lambda: not view.is_running)

    assert doctor.examined[-1] == (FOLDERS[0], Path("cartoon"))


def test_the_same_folders_are_not_checked_twice(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    examine(qtbot, view)

    view.examine(FOLDERS)

    assert not view.is_running
    assert doctor.examined == [FOLDERS]


def test_checking_again_checks_again(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    doctor.findings = (scarce(),)
    examine(qtbot, view)
    doctor.findings = ()

    qtbot.mouseClick(view.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.is_running)

    assert view.rows == []
    assert view.summary.text().startswith("Everything is in order")


def test_a_failed_check_says_why(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    doctor.error = FolderError(Path("photo"), "there is no such folder", "check the path")

    examine(qtbot, view)

    assert view.summary.text() == "photo: there is no such folder; check the path."


def test_everything_can_be_copied(qtbot: QtBot, view: FindingsView, doctor: Doctor) -> None:
    doctor.findings = (damaged(1), scarce())
    examine(qtbot, view)

    qtbot.mouseClick(view.copy_button, Qt.MouseButton.LeftButton)

    copied = QGuiApplication.clipboard().text()
    assert copied == "/photo/cat/1.png is truncated. Restore it.\nThe class owl has 1 image. Add images."


def test_the_real_doctor_finds_a_broken_image(
    qtbot: QtBot, view: FindingsView, tmp_path: Path, draw_domain: Callable[..., Path]
) -> None:
    photos, sketches = (draw_domain(tmp_path / name, name, images=3) for name in ("photo", "sketch"))
    (photos / "cat" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")

    view.examine((photos, sketches))
    qtbot.waitUntil(lambda: not view.is_running, timeout=20_000)

    assert view.rows[0].finding.paths == (photos / "cat" / "broken.png",)
    assert not view.rows[0].left_out.isHidden()


def test_a_row_copies_its_paths(qtbot: QtBot, context: WindowContext) -> None:
    row = FindingRow(
        context, Finding("duplicate_within", "warning", (Path("a.png"), Path("b.png")), "Twice.", "Remove.")
    )
    qtbot.addWidget(row)

    row.copy_button.click()

    assert QGuiApplication.clipboard().text() == "a.png\nb.png"
    assert row.left_out.isHidden()


def test_a_row_shows_its_files(qtbot: QtBot, context: WindowContext, draw_domain: Callable[..., Path], tmp_path: Path):
    image = draw_domain(tmp_path / "photo", "photo", ("cat",), 1) / "cat" / "000.png"
    row = FindingRow(context, Finding("too_small", "warning", (image,), "It is too small.", "Remove it."))
    qtbot.addWidget(row)
    row.show()

    row.show_button.click()

    assert row.strip is not None
    qtbot.waitUntil(lambda: row.strip.pictures == 1)


def test_a_row_opens_the_folder_of_an_image(qtbot: QtBot, context: WindowContext, opener: Opener) -> None:
    row = FindingRow(context, damaged(1))
    qtbot.addWidget(row)

    row.open_button.click()

    assert opener.opened == ["/photo/cat"]


def test_a_row_opens_the_folder_itself_where_it_is_about_a_folder(
    qtbot: QtBot, context: WindowContext, opener: Opener
) -> None:
    row = FindingRow(context, scarce())
    qtbot.addWidget(row)

    row.open_button.click()

    assert opener.opened == ["/photo/owl"]


def test_a_folder_that_cannot_be_opened_is_told(
    qtbot: QtBot, view: FindingsView, doctor: Doctor, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    doctor.findings = (scarce(),)
    examine(qtbot, view)

    view.rows[0].open_button.click()

    assert said == [Message("/photo/owl could not be opened; open it in your file manager.", "warning")]
