"""Protects vision-language models: IP-CLIP on top of a frozen CLIP.

The package's own namespace holds the version and what a licensee calls, `open_bundle()` and `stamp()`, imported when it
is asked for; the layers below are imported by name. So `import ipclip_app` stays instant. From top to bottom, each may
import those under it and no sibling:

- `__main__`, `cli`: start the window; the command line.
- `gui`: the window, the only home of Qt.
- `service`: a model's embeddings over HTTP.
- `jobs`: use cases as generators of reports (train, evaluate, demo, doctor, bench).
- `training`, `audit`, `bundle`, `watermark`, `ownership`, `demo`, `bench`: optimization, verdicts, the file that a
  licensee gets, marked embeddings, the proof that a suspect is a copy, the drawn sample project, benchmarks.
- `model`, `data`: the frozen CLIP with everything on top of it; folders and images.
- `crypto`, `suspects`: keys, signatures and envelopes; asking a service that may be a copy.
- `progress`, `config`, `errors`, `resources`, `paths`, `preferences`, `storage`: words that every layer shares;
  `formats`: JSON and tensors, read without trust.
"""

TYPE_CHECKING = False  # as in `typing`, which takes longer to load than all else that stands before a command
if TYPE_CHECKING:
    from ipclip_app.jobs.open_bundle import open_bundle
    from ipclip_app.jobs.stamp_image import stamp

__all__ = ["__version__", "open_bundle", "stamp"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "open_bundle":
        from ipclip_app.jobs.open_bundle import open_bundle  # noqa: PLC0415 - see above

        return open_bundle
    if name == "stamp":
        from ipclip_app.jobs.stamp_image import stamp  # noqa: PLC0415 - see above

        return stamp
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
