"""The frozen CLIP backbone and the modules that IP-CLIP trains on top of it.

Modules, from the files to the method: `backbone` (the interface; `backbone_loading` makes one from a reference, by way
of `backbone_registry`, `backbone_files`, `architecture`, `weights`, `preprocessing` and `backbone_identity`),
`pretrained` and `backbone_download` with `transfer` and `remote_file` (published ones), `random_backbone`,
`image_tower`, `text_tower`, `trimmed_text` (texts of strangers), `zero_shot`, `statistics` and their `feature_cache`
(with `stored_statistics` and `feature_database`), `ip_projector`, `gated_projector` and `projectors` (their kinds),
`ip_clip`, `packed_text` (with `packed_layout`, `packed_block` and `packed_attention`), `stam`, `feature_bank`,
`tensor_file`, `device` and `machine`. May import torch, open_clip and the modules below (`storage`, `progress`,
`config`, `resources`, `errors`); never `data`, `training`, `jobs`, nor anything of the window.
"""
