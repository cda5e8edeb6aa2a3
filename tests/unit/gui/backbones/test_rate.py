"""The rate is that of the last seconds, and says nothing before it knows."""

from ipclip_app.gui.backbones.rate import WINDOW_S, Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_said_at_first() -> None:
    rate = Rate(Clock())
    rate.note(1000)

    assert rate.per_second == 0
    assert rate.seconds_left(10) is None


def test_the_rate_is_that_of_the_last_seconds() -> None:
    clock = Clock()
    rate = Rate(clock)
    for second in range(21):
        clock.now = float(second)
        rate.note(100 * second if second <= 10 else 1000 + 10 * (second - 10))

    assert WINDOW_S < 20 - 10
    assert rate.per_second == 10
    assert rate.seconds_left(50) == 5


def test_a_download_that_begins_anew_is_no_negative_rate() -> None:
    clock = Clock()
    rate = Rate(clock)
    rate.note(1000)
    clock.now = 1.0
    rate.note(0)
    clock.now = 2.0
    rate.note(30)

    assert rate.per_second == 30
