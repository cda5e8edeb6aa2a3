"""Delay of the event loop while the sample project trains, from Start to the results."""

from ipclip_app.gui.measuring.figure import Figure
from ipclip_app.gui.measuring.loop_meter import LoopMeter
from ipclip_app.gui.measuring.scene import scene
from ipclip_app.progress import Report


def measure(epochs: int | None = None) -> list[Figure]:
    """Train in a window whose engine is loaded.

    Args:
        epochs: Epochs to train; None for the sample's own.
    """
    meter = LoopMeter()
    meter.label = "start"

    def follow(report: Report) -> None:
        meter.label = report.phase

    with scene() as stage:
        stage.start_sample(follow, epochs, meter.start)
        stage.wait_for_end()
        meter.stop()
    return meter.figures("while training")
