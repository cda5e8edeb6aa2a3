from datetime import datetime
from pathlib import Path

import torch

from ipclip_app.bundle.reader import read_bundle
from ipclip_app.bundle.writer import BundleContent, write_bundle
from ipclip_app.crypto.keys import SigningKey


def test_what_is_written_is_read_again(path: Path, content: BundleContent, signing: SigningKey, now: datetime):
    manifest = write_bundle(path, content, signing)
    bundle = read_bundle(path, issuer=signing.public, now=now)
    assert bundle.manifest == manifest
    assert (bundle.readme, bundle.license, bundle.issuer_known) == ("# A model\n", "A license.\n", True)
    for read, written in ((bundle.prompt, content.prompt), (bundle.reference, content.reference)):
        assert read.keys() == written.keys()
        assert all(torch.equal(read[name], written[name]) for name in written)
