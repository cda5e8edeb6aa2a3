"""Students learn what a service answers, each by its own eyes."""

import numpy as np
import pytest
import torch
from torch import nn

from ipclip_app.progress import run_to_end
from ipclip_app.watermark.attacks.student import (
    Distillation,
    HeadStudent,
    PixelStudent,
    TokenStudent,
    answers_of,
    distil,
)
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.rows import cosines, unit_rows

D = 8


@pytest.fixture(autouse=True)
def same_weights():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        yield


def agreement(student: nn.Module, inputs: torch.Tensor, answers: np.ndarray, steps: int = 300) -> float:
    """Mean cosine for the last 20 inputs after learning from the others."""
    run_to_end(distil(student, inputs[:-20], answers[:-20], Distillation(steps=steps)))
    return float(cosines(answers_of(student, inputs[-20:]), answers[-20:]).mean())


def test_head_learns_a_rotation_of_what_it_sees():
    rows = unit_rows(np.random.default_rng(0).normal(size=(300, D)))
    answers = rows @ random_orthogonal(D, np.random.default_rng(1))
    assert agreement(HeadStudent(D, D), torch.from_numpy(rows).float(), answers) > 0.97


def test_network_learns_from_pixels_what_depends_on_them():
    random = np.random.default_rng(2)
    tints = random.random((84, 3, 1, 1))
    pictures = torch.from_numpy(np.clip(tints + 0.1 * random.normal(size=(84, 3, 32, 32)), 0, 1)).float()
    answers = unit_rows((tints[:, :, 0, 0] - 0.5) @ random.normal(size=(3, D)))
    assert agreement(PixelStudent(D), pictures, answers, 30) > 0.8


def test_network_learns_from_tokens_whatever_their_order():
    random = np.random.default_rng(3)
    tokens = np.zeros((200, 6), dtype=np.int64)
    tokens[:, :4] = random.integers(1, 10, (200, 4))
    answers = unit_rows(random.normal(size=(10, D))[tokens[:, :4]].sum(axis=1))
    student = TokenStudent(D)
    assert agreement(student, torch.from_numpy(tokens), answers, 150) > 0.8
    turned = answers_of(student, torch.from_numpy(tokens[:5, ::-1].copy()))
    assert turned == pytest.approx(answers_of(student, torch.from_numpy(tokens[:5])), abs=1e-5)


def test_learning_reports_its_steps_and_can_be_closed():
    rows = torch.eye(D)
    job = distil(HeadStudent(D, D), rows, np.eye(D), Distillation(steps=25))
    assert [(report.phase, report.step, report.total) for report in job] == [
        ("students", step, 25) for step in (0, 10, 20, 25)
    ]
    begun = distil(HeadStudent(D, D), rows, np.eye(D), Distillation(steps=25))
    next(begun)
    begun.close()
