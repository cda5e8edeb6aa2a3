"""The frozen CLIP backbone and the modules that IP-CLIP trains on top of it.

Here live the backbone (loading, statistics, text tower, download), the cache of image statistics, the IP projector, the
prompt, STAM and the feature banks. May import torch, open_clip and the modules below (`storage`, `progress`, `config`,
`resources`, `errors`); never `data`, `training`, `jobs`, nor anything of the window.
"""
