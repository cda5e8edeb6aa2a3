"""The backbones that others have published, as open_clip lists them: `ARCHITECTURE/TAG`."""

import difflib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import huggingface_hub
import open_clip
from open_clip.constants import HF_SAFE_WEIGHTS_NAME, HF_WEIGHTS_NAME

from ipclip_app.errors import BackboneError, BackboneNotFoundError, QuickGeluMismatchError
from ipclip_app.model.architecture import built_in_config, check_architecture
from ipclip_app.model.weights import SAFE_SUFFIX
from ipclip_app.storage import data_folder

RECOMMENDED: Final = "ViT-B-16/openai"
RECOMMENDATIONS: Final = (RECOMMENDED, "RN50/openai", "ViT-L-14/openai")
HUB: Final = "https://huggingface.co"
RECORD_FILE: Final = "backbone.json"

_URL_DIGEST: Final = re.compile(r"/(?P<folder>[0-9a-f]{64})/[^/]+$|-(?P<name>[0-9a-f]{8})\.\w+$")


@dataclass(frozen=True)
class Source:
    """One address of a file of weights.

    Attributes:
        url: Where it is.
        file: Its name.
        digest: First digits of its SHA-256 if the address tells them, or empty.
    """

    url: str
    file: str
    digest: str = ""


@dataclass(frozen=True)
class PublishedBackbone:
    """A pretrained tag of an open_clip architecture.

    Attributes:
        architecture: For instance `ViT-B-16`.
        tag: For instance `openai`, in open_clip's spelling.
    """

    architecture: str
    tag: str

    @property
    def name(self) -> str:
        """The reference `ARCHITECTURE/TAG`."""
        return f"{self.architecture}/{self.tag}"

    @property
    def folder(self) -> Path:
        """Where a download of it is kept."""
        return data_folder() / "backbones" / f"{self.architecture}--{self.tag}"

    @property
    def settings(self) -> dict[str, Any]:
        """open_clip's entry of the tag: addresses, preprocessing and activation."""
        return dict(open_clip.get_pretrained_cfg(self.architecture, self.tag))

    def model_config(self) -> dict[str, Any]:
        """The architecture's `model_cfg` with the activation of the tag, which plain configurations lack.

        Raises:
            QuickGeluMismatchError: The architecture states an activation that is not the tag's.
            BackboneUnsupportedError: The method cannot use the architecture.
        """
        config = built_in_config(self.architecture) or {}
        trained_with = bool(self.settings.get("quick_gelu", False))
        if config.get("quick_gelu", trained_with) != trained_with:
            wrong, right = ("QuickGELU", "GELU") if config["quick_gelu"] else ("GELU", "QuickGELU")
            reason = f"the architecture computes {wrong} but the weights were trained with {right}"
            raise QuickGeluMismatchError(self.name, reason, "choose the other variant of the architecture")
        config["quick_gelu"] = trained_with
        check_architecture(config, self.name)
        return config

    def sources(self) -> tuple[Source, ...]:
        """Addresses in the order in which to try them: the hub, safetensors first, as open_clip does."""
        hub, url = self.settings.get("hf_hub", ""), self.settings.get("url", "")
        if hub:
            repository = self._repository()
            endpoint = (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
            return tuple(Source(f"{endpoint}/{repository}/resolve/main/{file}", file) for file in self._hub_files())
        digest = _URL_DIGEST.search(url)
        return (Source(url, url.rpartition("/")[2], (digest["folder"] or digest["name"]) if digest else ""),)

    def in_hub_cache(self) -> Path | None:
        """The weights in the user's Hugging Face cache, if another program has already fetched them."""
        if not self.settings.get("hf_hub"):
            return None
        for file in self._hub_files():
            cache = os.environ.get("HF_HUB_CACHE")
            path = huggingface_hub.try_to_load_from_cache(self._repository(), file, cache_dir=cache)
            if isinstance(path, str):
                return Path(path)
        return None

    def _repository(self) -> str:
        return str(self.settings["hf_hub"].rpartition("/")[0])

    def _hub_files(self) -> tuple[str, ...]:
        file = self.settings["hf_hub"].rpartition("/")[2]
        if not file:
            return HF_SAFE_WEIGHTS_NAME, HF_WEIGHTS_NAME
        return tuple(dict.fromkeys((str(Path(file).with_suffix(SAFE_SUFFIX)), file)))


def find_published(reference: str) -> PublishedBackbone:
    """Look up `ARCHITECTURE/TAG`; dashes and case of the tag do not matter, as in open_clip.

    Raises:
        BackboneNotFoundError: open_clip lists no such pair; the error suggests the nearest.
    """
    architecture, _, tag = reference.partition("/")
    tag = tag.lower().replace("-", "_")
    if tag in open_clip.list_pretrained_tags_by_model(architecture):
        return PublishedBackbone(architecture, tag)
    names = ["/".join(pair) for pair in open_clip.list_pretrained()]
    close = difflib.get_close_matches(reference, names, n=1)
    remedy = (
        f"did you mean {close[0]}" if close else f"choose one that `ipclip backbone list` shows, like {RECOMMENDED}"
    )
    raise BackboneNotFoundError(reference, "open_clip lists no such pretrained backbone", remedy)


def usable_published() -> tuple[PublishedBackbone, ...]:
    """All published backbones that the method can use, the recommended ones first."""
    found = [PublishedBackbone(architecture, tag) for architecture, tag in open_clip.list_pretrained()]
    usable = [backbone for backbone in found if _is_usable(backbone)]
    return tuple(sorted(usable, key=_rank))


def _rank(backbone: PublishedBackbone) -> int:
    names = RECOMMENDATIONS
    return names.index(backbone.name) if backbone.name in names else len(names)


def _is_usable(backbone: PublishedBackbone) -> bool:
    try:
        backbone.model_config()
    except BackboneError:
        return False
    return True
