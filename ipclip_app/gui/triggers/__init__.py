"""The page of triggers, and what other pages show of them.

Shared: `shelf` (the owner's trigger files, and pictures of what they do), `trigger_words`, `stamp_preview` (an image
before and after), `trigger_choice` (chooses one, which `trigger_maker` makes). The page: `page` joins `trigger_card`,
`stamp_view` (with `stamp_drop` and `stamp_jobs`) and `proof_view` (with `proof_form` and its `unlock_rows`,
`proof_verdict`, `effect_bar`, `proof_words` and `proof_jobs`). May import what the window may.
"""
