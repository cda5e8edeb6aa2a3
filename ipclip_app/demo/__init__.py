"""Draws the sample images and trains the demo backbone on them; nothing here is needed to use the results.

Modules, from the drawing to the network: `geometry` and `parts` (outlines), `living_things` and `made_things` (the
classes), `scenes` (pose and background), `canvas`, `photo`, `cartoon` and `sketch` (the three styles, which are the
sample's domains), `drawing` (one image), `sample_project` (folders of images), `captions`, `drawn_set`, `small_clip`,
`caption_tower`, `contrastive`, `backbone_training`, `zero_shot`, `model_card` and `make_resources` (the command that
does it all).
May import `model`, `data` and the layers below them; imports no sibling.
"""
