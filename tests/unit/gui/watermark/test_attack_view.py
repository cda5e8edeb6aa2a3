"""Attacks are tried on the owner's own secret and told in a table; one that wins is told as such, with the reason."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.errors import FolderError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.watermark.attack_catalogue import attack_harms, attack_names
from ipclip_app.gui.watermark.attack_view import AttackView
from ipclip_app.gui.watermark.attack_words import attack_words, harm_words
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.jobs.watermark_attack import AttackOutcome, AttackRequest
from ipclip_app.progress import Job, Report
from ipclip_app.watermark.attacks.catalogue import ATTACKS
from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult
from ipclip_app.watermark.attacks.utility import Utility

pytestmark = pytest.mark.usefixtures("plain_numbers")

WHOLE = Utility(97.0, 96.0, 100.0)


def result(name: str, detected: float, p: float, left: Utility = WHOLE) -> AttackResult:
    harm = "nothing is changed"
    return AttackResult(name, harm, detected, detected, p, 20.0, 0.5, 1.5, 0.9, 0.005, 1.0, 0.5, left)


LAB = LabResult(
    "trigger", "closed-form", 3, 200, 3, 20, 10.0, WHOLE,
    (
        result("none", 1.0, 3e-4),
        result("noise 0.3", 2 / 3, 0.004),
        result("rotation", 0.0, 0.4, Utility(85.0, 93.0, 99.5)),
    ),
)  # fmt: skip


@dataclass
class FakeLab:
    """A laboratory that waits until it is released."""

    failure: Exception | None = None
    asked: list[AttackRequest] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def __call__(self, request: AttackRequest) -> Job[AttackOutcome]:
        self.asked.append(request)
        yield Report("images", 7, 10)
        if self.failure is not None:
            raise self.failure
        while not self.released.wait(0.005):
            yield Report("attacks", 12, 30)
            yield Report("attacks", 0, 0)
        return AttackOutcome(LAB, 300, (), 1.0)


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeLab]:
    fake = FakeLab()
    monkeypatch.setattr("ipclip_app.jobs.watermark_attack.attack_watermark", fake)
    yield fake
    fake.released.set()


@pytest.fixture
def view(qtbot: QtBot, ready: WindowContext, in_hand: SecretInHand) -> AttackView:
    view = AttackView(ready)
    qtbot.addWidget(view)
    view.resize(1100, 800)
    with qtbot.waitExposed(view):
        view.show()
    view.show_secret(in_hand)
    return view


def start(qtbot: QtBot, view: AttackView) -> None:
    view.form.images.line.setText("/images")
    qtbot.mouseClick(view.form.start_button, Qt.MouseButton.LeftButton)


def finish(qtbot: QtBot, view: AttackView, lab: FakeLab) -> None:
    start(qtbot, view)
    lab.released.set()
    qtbot.waitUntil(view.result.isVisible)


def test_what_is_missing_is_said(view: AttackView) -> None:
    said = [view.form.status.text()]
    view.show_secret(None)
    said.append(view.form.status.text())

    assert said == [
        "Choose a folder of images, one subfolder for each class.",
        "Open the secret above that shall be attacked.",
    ]
    assert not view.form.start_button.isEnabled()


def test_what_was_filled_in_is_what_is_tried(
    qtbot: QtBot, view: AttackView, lab: FakeLab, in_hand: SecretInHand
) -> None:
    view.form.queries.setValue(151)
    view.form.trials.setValue(5)
    start(qtbot, view)
    qtbot.waitUntil(lambda: view.bar.value() == 12)

    request = lab.asked[0]
    assert (request.questions.secret, request.questions.passphrase) == (in_hand.path, in_hand.passphrase)
    assert (request.questions.images, request.questions.queries, request.trials) == (Path("/images"), 152, 5)
    assert view.words.text() == "12 of 30 attacks"


def test_each_attack_is_told_with_what_is_seen_and_what_is_left(qtbot: QtBot, view: AttackView, lab: FakeLab) -> None:
    finish(qtbot, view, lab)

    rows = view.table.lines.rows
    assert [row.texts for row in rows] == [
        ("nothing changed", "seen", "100%", "3.0 · 10⁻⁴", "97%", "96%", "100%"),
        ("noise 0.3", "seen in 2 of 3", "67%", "0.004", "97%", "96%", "100%"),
        ("unknown rotation", "not seen", "0%", "0.400", "85%", "93%", "99.5%"),
    ]
    assert [row.sign and row.sign.colour for row in rows] == ["good", "doubt", "bad"]
    assert view.summary.text().startswith("1 of 3 attacks hide the theft. 200 questions; 3 thefts judged for each.")


def test_the_chosen_attack_is_explained(qtbot: QtBot, view: AttackView, lab: FakeLab) -> None:
    finish(qtbot, view, lab)
    view.table.selectRow(2)

    assert view.detail.text() == (
        "Why it may win: nothing is changed.\nDistribution test: p = 0.400, trigger test: p = 0.500, after aligning "
        "dimensions: p = 0.900; limit 0.005."
    )


def test_attacks_can_be_cancelled(qtbot: QtBot, view: AttackView, lab: FakeLab) -> None:
    start(qtbot, view)
    qtbot.waitUntil(lambda: view.bar.value() == 12)
    qtbot.mouseClick(view.cancel_button, Qt.MouseButton.LeftButton)

    assert not view.is_running
    assert view.form.isVisible()
    assert not view.result.isVisible()


def test_images_that_cannot_be_used_are_told(qtbot: QtBot, view: AttackView, lab: FakeLab, said: list[Message]) -> None:
    lab.failure = FolderError(Path("/images"), "there is no such folder", "check the path")
    start(qtbot, view)
    qtbot.waitUntil(lambda: bool(said))

    assert "/images" in said[-1].sentence
    assert view.form.isVisible()


def test_another_secret_takes_the_table_away(qtbot: QtBot, view: AttackView, lab: FakeLab) -> None:
    finish(qtbot, view, lab)
    view.show_secret(None)

    assert not view.result.isVisible()


def test_table_and_plot_are_saved_and_never_overwritten(
    qtbot: QtBot, view: AttackView, lab: FakeLab, tmp_path: Path, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(tmp_path / "lab")))
    finish(qtbot, view, lab)
    qtbot.mouseClick(view.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    first = said[-1].severity
    (tmp_path / "lab" / "attacks.csv").write_text("mine")
    view.save_to(tmp_path / "lab")
    qtbot.waitUntil(lambda: len(said) == 2)

    assert first == "done"
    assert (tmp_path / "lab" / "attacks.png").read_bytes().startswith(b"\x89PNG")
    assert said[-1].severity == "error"
    assert (tmp_path / "lab" / "attacks.csv").read_text() == "mine"


def test_every_attack_and_every_reason_has_words_of_its_own() -> None:
    told = {attack_words(attack.name) for attack in ATTACKS}

    assert len(told) == len(ATTACKS)
    assert {attack.harm for attack in ATTACKS} <= set(attack_harms())
    assert not any("{" in words for words in told)
    assert len({attack_words(name.replace("{}", "7")) for name in attack_names()}) == len(attack_names())


def test_what_is_not_known_is_told_as_it_stands() -> None:
    assert attack_words("a new trick 5") == "a new trick 5"
    assert harm_words("it is new") == "it is new"
