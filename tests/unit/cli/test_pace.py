import pytest

from ipclip_app.cli.pace import amount, detail, in_words
from ipclip_app.progress import EpochReport, PartReport, Report, StepReport


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min"), (3599, "1 h 0 min"), (5400, "1 h 30 min")]
)
def test_durations_read_as_words(seconds: float, words: str):
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (Report("scan", 3, 12), "3/12"),
        (Report("folders", 7, 0), "7"),
        (Report("prepare", 0, 0), ""),
        (Report("download", 12_500_000, 600_000_000), "12/600 MB"),
    ],
)
def test_amounts_name_their_unit(report: Report, text: str):
    assert amount(report) == text


def test_epochs_tell_their_accuracies():
    report = EpochReport("training", 5, 10, epoch=1, authorized=91.25, unauthorized=12.0, best=True)
    assert detail(report) == "epoch 1: authorized 91.2 %, unauthorized 12.0 %, chosen so far"
    assert detail(StepReport("training", 6, 10, epoch=2)) == "epoch 2"
    assert detail(Report("scan", 1, 2)) == ""


@pytest.mark.parametrize(("of", "text"), [(9, "photo:sketch: training 2/9"), (0, "photo:sketch: training")])
def test_part_of_the_work_tells_what_it_is_at(of: int, text: str):
    assert detail(PartReport("cells", 1, 12, "photo:sketch", "training", 2, of)) == text
