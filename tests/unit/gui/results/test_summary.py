"""The verdict tells in plain words what protection does, what it costs and what anybody has without it."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.results import summary_words
from ipclip_app.gui.results.figures import MISSING, percent
from ipclip_app.gui.results.summary import SummaryCard
from ipclip_app.gui.theme import Theme

MakeResults = Callable[..., dict[str, Any]]
pytestmark = pytest.mark.usefixtures("plain_numbers")


def test_verdict_tells_both_accuracies_before_and_after(make_results: MakeResults) -> None:
    first, *_ = summary_words.sentences(make_results())

    assert first == (
        "On authorized images the protected model is right in 97% of cases, as before. "
        "On unauthorized images only in 2%, instead of 91%."
    )


def test_zero_shot_accuracies_always_stand_beside(make_results: MakeResults) -> None:
    told = list(summary_words.sentences(make_results()))

    assert "Zero-shot CLIP, which anybody can use instead, is right in 95% of the authorized and 90%" in told[1]


def test_a_loss_on_authorized_images_is_told(make_results: MakeResults) -> None:
    results = make_results(authorized=(95.0, 97.0, 88.0))

    assert "right in 88% of cases, instead of 97%." in next(iter(summary_words.sentences(results)))
    assert summary_words.headline(results) == "The model is protected, but lost accuracy on authorized images"
    assert summary_words.level_of(results) == "doubt"


@pytest.mark.parametrize(
    ("left", "level", "headline"),
    [
        (2.0, "good", "The model is protected"),
        (50.0, "doubt", "The model is partly protected"),
        (80.0, "bad", "The model is hardly protected"),
        (91.0, "bad", "The model is not protected"),
    ],
)
def test_verdict_falls_with_what_unauthorized_images_keep(
    make_results: MakeResults, left: float, level: str, headline: str
) -> None:
    results = make_results(unauthorized=(90.0, 91.0, left))

    assert (summary_words.level_of(results), summary_words.headline(results)) == (level, headline)


def test_a_model_that_got_no_worse_is_not_called_worse(make_results: MakeResults) -> None:
    first, *_ = summary_words.sentences(make_results(unauthorized=(90.0, 91.0, 92.0)))

    assert first.endswith("On unauthorized images in 92%, no less than before (91%).")


def test_strict_form_counts_what_zero_shot_clip_reaches(make_results: MakeResults) -> None:
    plain, strict = summary_words.reached(make_results(unauthorized=(90.0, 45.0, 2.0)))

    assert plain.words == "Protection reached 96% of what is possible: W_ua is 41.7 of at most 43.6."
    assert strict.words == "Protection reached 98% of what is possible: W_ua is 85.4 of at most 87.3."


def test_pseudo_labels_leave_w_ua_untold_and_give_the_reason(make_results: MakeResults) -> None:
    results = make_results(unauthorized=(None, None, None))

    told = " ".join(summary_words.sentences(results))

    assert "still answers as zero-shot CLIP does in 31% of cases." in told
    assert "right in 95% of the authorized images." in told
    assert [reached.words for reached in summary_words.reached(results)] == ["W_ua cannot be told here."] * 2
    assert summary_words.level_of(results) == "info"
    assert summary_words.missing_reason() in set(summary_words.remarks(results))


def test_images_left_out_are_told(make_results: MakeResults) -> None:
    results = make_results() | {"left_out": {"unreadable": 3}}

    assert list(summary_words.remarks(results)) == ["Images left out: unreadable: 3."]


@pytest.mark.parametrize(
    ("value", "text"), [(100.0, "100%"), (99.6, "99.6%"), (0.4, "0.4%"), (0.0, "0%"), (50.4, "50%"), (None, MISSING)]
)
def test_all_and_none_are_never_rounded_to(value: float | None, text: str) -> None:
    assert percent(value) == text


def test_card_shows_the_words_and_the_reached_part(qtbot: QtBot, theme: Theme, make_results: MakeResults) -> None:
    card = SummaryCard(theme)
    qtbot.addWidget(card)

    card.show_results(make_results())

    assert card.headline.text() == "The model is protected"
    assert "instead of 91%" in card.sentences[0].text()
    assert [bar.bar.value() for bar in card.bars] == [98, 98]
    assert "W_ua is 86.3 of at most 88.3" in card.bars[1].bar.accessibleName()
    assert card.remarks.isHidden()
