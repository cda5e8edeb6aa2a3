"""Downloads a published backbone into the data folder, on request only."""

import json
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import huggingface_hub

from ipclip_app.errors import BackboneDownloadError, BackboneOfflineError, BackboneWeightsError
from ipclip_app.model.pretrained import RECORD_FILE, PublishedBackbone, Source
from ipclip_app.model.transfer import Transfer
from ipclip_app.preferences import offline_switch
from ipclip_app.progress import Notice, Report
from ipclip_app.storage import write_json


@dataclass(frozen=True)
class DownloadRecord:
    """What is kept beside downloaded weights.

    Attributes:
        architecture: Architecture of open_clip.
        tag: Pretrained tag.
        file: Name of the file of weights.
        source: Address it came from.
        sha256: Its SHA-256.
        size: Its bytes.
    """

    architecture: str
    tag: str
    file: str
    source: str
    sha256: str
    size: int


def downloaded_weights(backbone: PublishedBackbone) -> Path | None:
    """The downloaded weights, else those in the user's Hugging Face cache, else None."""
    record = read_record(backbone)
    return backbone.folder / record.file if record else backbone.in_hub_cache()


def read_record(backbone: PublishedBackbone) -> DownloadRecord | None:
    """The record of a finished download; None if there is none.

    Raises:
        BackboneWeightsError: The record is damaged, or the weights are gone or of another size.
    """
    path = backbone.folder / RECORD_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError):
        text = ""
    try:
        record = DownloadRecord(**json.loads(text))
        sound = (backbone.folder / record.file).stat().st_size == record.size
    except (OSError, ValueError, TypeError):
        sound = False
    if not sound:
        remedy = f"run `ipclip backbone remove {backbone.name}` and download it again"
        raise BackboneWeightsError(str(backbone.folder), "the download is damaged", remedy)
    return record


def download(backbone: PublishedBackbone, pause: Callable[[float], None] = time.sleep) -> Generator[Report, None, Path]:
    """Fetch the weights unless they are there; steps are bytes. Closing cancels, a later call continues.

    Args:
        backbone: What to fetch; its architecture is checked before anything is asked of a server.
        pause: Waits the given number of seconds before another attempt.

    Returns:
        The file of weights.

    Raises:
        BackboneOfflineError: The environment or a setting forbids downloads.
        BackboneDownloadError: The download failed; the error tells what to do.
        OutputError: The data folder cannot be written.
    """
    backbone.model_config()
    present = downloaded_weights(backbone)
    if present is not None:
        yield Notice("download", 1, 1, f"{backbone.name}: already at {present}")
        return present
    _require_online(backbone)
    for source, transfer in _transfers(backbone, pause):
        digest = yield from transfer.run()
        if digest is not None:
            return _record(backbone, source, transfer.target, digest)
    raise _absent(backbone)


def look_up(backbone: PublishedBackbone) -> tuple[int, int]:
    """Bytes of the weights on their server, 0 if it does not tell, and bytes of them that have arrived before.

    Raises:
        BackboneOfflineError: The environment or a setting forbids downloads.
        BackboneDownloadError: The server cannot be asked or has no such weights.
    """
    _require_online(backbone)
    for _, transfer in _transfers(backbone):
        remote = transfer.look()
        if remote is not None:
            return remote.size, transfer.arrived
    raise _absent(backbone)


def _transfers(
    backbone: PublishedBackbone, pause: Callable[[float], None] = time.sleep
) -> Iterator[tuple[Source, Transfer]]:
    for source in backbone.sources():
        target, headers = backbone.folder / source.file, _authorization(backbone)
        yield source, Transfer(backbone.name, source.url, target, source.digest, headers, pause)


def _absent(backbone: PublishedBackbone) -> BackboneDownloadError:
    hosts = ", ".join(source.url for source in backbone.sources())
    return BackboneDownloadError(backbone.name, f"there are no weights at {hosts}", "check HF_ENDPOINT")


def _require_online(backbone: PublishedBackbone) -> None:
    switch = offline_switch()
    if switch:
        raise BackboneOfflineError(backbone.name, switch)


def _authorization(backbone: PublishedBackbone) -> dict[str, str]:
    """The user's own token for the hub; a redirect to another host does not carry it on."""
    token = huggingface_hub.get_token() if backbone.settings.get("hf_hub") else None
    return {"Authorization": f"Bearer {token}"} if token else {}


def _record(backbone: PublishedBackbone, source: Source, path: Path, digest: str) -> Path:
    record = DownloadRecord(backbone.architecture, backbone.tag, path.name, source.url, digest, path.stat().st_size)
    write_json(backbone.folder / RECORD_FILE, asdict(record))
    return path
