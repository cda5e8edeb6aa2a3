"""Protects vision-language models: IP-CLIP on top of a frozen CLIP.

The package's own namespace holds the version alone; the layers below are imported by name, so that
`import ipclip_app` stays instant. From top to bottom, each may import those under it and no sibling:

- `__main__`, `cli`: start the window; the command line.
- `gui`: the window, the only home of Qt.
- `jobs`: use cases as generators of reports (train, evaluate, demo, doctor, bench).
- `training`, `audit`, `bundle`, `demo`, `bench`: optimization, verdicts, the file that a licensee gets, the drawn
  sample project, benchmarks.
- `model`, `data`: the frozen CLIP with everything on top of it; folders and images.
- `crypto`: keys, signatures and envelopes.
- `progress`, `config`, `errors`, `resources`, `paths`, `preferences`, `storage`: words that every layer shares.
"""

__version__ = "0.1.0"
