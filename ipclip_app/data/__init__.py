"""Folders of images: what lies in them, how they are read, paired, split and varied.

Modules: `images` (one file to an upright RGB picture), `containers` (which files are images by their first bytes),
`pixels` (any colour mode to RGB), `quiet_pillow` (Pillow without its warnings), `folders` (walking a folder without
falling into loops), `tally` (counting images by name), `class_names` (when two folder names mean the same class),
`domains` (a folder as a domain), `pairs` (two domains with their common classes), `splits` (training, validation,
test), `protocols` (the published ones, with `protocol_names`, `protocol_folders` and the `published` figures),
`augment` (draws the views that `scenario_views` names), `trigger` (an owner's mark on images, with `trigger_pattern`,
`trigger_waves` and `trigger_file`), `stamped_file` (what a stamped image is written as),
`rand_augment` (the reference style augmentation), `style_mixture` (the default one: which view gets which of the
renderings in `style_colour`, `style_frequency`, `style_edges`, `style_cartoon`, `style_paint`, `style_photo` and
`style_print`, all on `style_pixels` and `style_regions`; `style_signature` finds those that are still in the authorized
style), `doctor` and `findings` (what is wrong with folders).
May import `storage`, `progress`, `config`, `paths`, `errors` and below; never `model`, torch or anything above.
"""
