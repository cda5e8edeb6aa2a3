"""An evaluation's tables say what its images are and which metric its scenario has."""

from typing import Any

import pytest
from rich.console import Console

from ipclip_app.cli.evaluation_table import evaluation_text

DOMAIN = {"images": 10, "zero_shot": 70.0, "unprotected": 72.0, "protected": 71.0, "called_unauthorized": 0.1}
METRICS = {f"{name}{suffix}": 10.0 for suffix in ("", "_strict") for name in ("D_a", "D_u", "W_ua")}
BOUNDS = {"W_ua_bound": 40.0, "W_ua_strict_bound": 40.0}


def text(kind: str, other: dict[str, Any] | None = None, **metrics: float | None) -> str:
    document = {
        "domains": {"authorized": DOMAIN, "unauthorized": DOMAIN, "other": other or {}},
        "metrics": METRICS | BOUNDS | metrics,
        "verdict": {"auroc": 0.9, "false_rejection": 0.1, "detection": 0.8},
        "unauthorized_images": kind,
    }
    console = Console(width=160, no_color=True)
    with console.capture() as capture:
        console.print(*evaluation_text(document))
    return capture.get()


def names(printed: str) -> list[str]:
    return [line.split("│")[1].strip() for line in printed.splitlines() if line.startswith("│")]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("folder", "authorized", "unauthorized"),
        ("augmented", "authorized", "unauthorized (augmented)"),
        ("with trigger", "authorized without trigger", "authorized with trigger"),
        ("without trigger", "authorized with trigger", "authorized without trigger"),
    ],
)
def test_rows_say_what_the_images_are(kind: str, first: str, second: str):
    assert names(text(kind))[:2] == [first, second]


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        ("folder", "sketch"),
        ("augmented", "sketch"),
        *((f"{word} trigger", "sketch without trigger") for word in ("with", "without")),
    ],
)
def test_further_domains_are_called_as_in_an_experiment(kind: str, plain: str):
    other = {"sketch": DOMAIN} | ({"sketch with trigger": DOMAIN} if "trigger" in kind else {})

    assert names(text(kind, other))[2 : 2 + len(other)] == [plain, "sketch with trigger"][: len(other)]


def test_folder_whose_name_ends_like_a_stamped_one_is_not_taken_for_it():
    other = {"cat with trigger": DOMAIN, "cat with trigger with trigger": DOMAIN}

    assert names(text("without trigger", other))[2:4] == [
        "cat with trigger without trigger",
        "cat with trigger with trigger",
    ]


def test_each_scenario_shows_the_metric_that_it_has():
    assert "O_ua 27.8," in text("with trigger", O_ua=27.84)
    assert "D_ua 12.5," in text("without trigger", D_ua=12.5)
    assert not any(name in text("folder") for name in ("O_ua", "D_ua"))


def test_unknown_gain_is_a_dash():
    assert "D_ua -," in text("without trigger", D_ua=None)


def test_augmented_images_are_said_to_be_so_until_domains_are_named():
    assert "name domains with" in text("augmented")
    assert "in the mean" in text("augmented", {"cartoon": DOMAIN})
    assert "mean" not in text("folder")
