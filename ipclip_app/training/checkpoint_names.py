"""What the checkpoints of a run are called; loads no torch, so that a run can be listed without."""

from typing import Final

NAME: Final = "checkpoint.safetensors"
PREVIOUS: Final = "checkpoint.previous.safetensors"
