"""A manifest as plain JSON values and as labels with texts, for whoever shows it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from ipclip_app.bundle.checks import TIME
from ipclip_app.bundle.manifest import Manifest
from ipclip_app.data.class_names import enumerate_names


def moment(time: datetime | None) -> str | None:
    """A time as a manifest writes it."""
    return None if time is None else time.strftime(TIME)


def manifest_to_json(manifest: Manifest) -> dict[str, Any]:
    """Everything in a manifest."""
    times = ("created", "valid_from", "valid_until")
    return asdict(manifest) | {name: moment(getattr(manifest, name)) for name in times}


def manifest_facts(manifest: Manifest) -> Mapping[str, str]:
    """What a reader wants to know first, by label."""
    backbone, encryption = manifest.backbone, manifest.encryption
    return {
        "Bundle": manifest.bundle_id,
        "Issuer": f"{manifest.issuer_name}, {manifest.issuer}",
        "Licensee": manifest.licensee,
        "Scope": manifest.scope,
        "Valid": f"{moment(manifest.valid_from)} to {moment(manifest.valid_until) or 'no end'}",
        "Encrypted": f"for {encryption.recipient}" if encryption else "no",
        "Backbone": f"{backbone.name}, {backbone.identity}",
        "Classes": f"{len(manifest.class_names)}: {enumerate_names(manifest.class_names)}",
        "Trained": f"{manifest.scenario}, preset {manifest.preset}",
    }
