"""The page that audits images with a bundle or a run.

`page` joins all. What judges: `judge`, `judge_loader`, `judge_card` with `judge_box`, `judge_words` and
`judge_remedies`, found by `judge_jobs` and `recent_bundles`. What is judged: `intake` tells it from what judges,
`audit_run` drives the job, `drop_zone` with `drop_words` invites. What comes out, in `audit_view`: `run_strip`,
`list_controls` with `verdict_chips`, `audit_table` (with `audit_model`, `audit_order`, and `cells` with
`verdict_pill`, `score_bar`, `score_scale` and `row_words`), and `bottom_row` with `report_saver`. May import what the
window may.
"""
