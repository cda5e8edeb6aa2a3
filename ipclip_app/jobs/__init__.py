"""The use cases, each a generator of reports that is cancelled by being closed.

Modules: `protect` (trains and evaluates), `train` (with `train_request`, `train_plan`, `dataset`, `scene`,
`statistics`, `run_folder` and `module_file`), `evaluate` (with `judge`, `evaluation` and `peak_memory`), `demo` (both
on the sample project, which `sample` names), `protection_table` (both over many pairs, with `protection_cell`),
`experiment` (the papers' tables in several processes: `experiment_request`, `experiment_plan`, `experiment_table` and
`experiment_reports` are its words, which load no torch, `experiment_cell` with `cell_source` and `cell_result` is one
cell, `cell_worker` a process, which `worker`, `worker_pool` and `workforce` start and watch, and `experiment_folder`
keeps what `experiment_files`, `experiment_report`, `heat_map`, `heat_map_drawing`, `picture` and `csv_lines` make of
it; `experiment_bench` measures a cell), `protected_model` (ready to judge images), `audit` (with `audit_walk`,
`audit_row` and `audit_report`, which writes `audit_page` with `audit_histogram`, `visible`, and `audit_bench`, which
measures it), `export` (a bundle of a run, with `export_request`, `export_records` and `model_card`), `load_bundle` and
the licensee's `open_bundle` (both with `bundle_keys`, `bundle_backbone`, `bundle_prompt`, `bundle_reference` and
`bundle_trust`), `stamp` (copies of images with a trigger, which the licensee's `stamp_image` puts on one and
`trigger_preview` draws), `ownership` (proves that a suspect is a copy, with `ownership_request`, `ownership_images`,
`suspects`, `model_answers`, `ownership_fairness`, `ownership_evidence`, which `ownership_check` reads again, and
`ownership_words`; `fair_trigger` draws a trigger for it, `harsh_trigger` warns of one before a training, and
`bench_ownership` measures it with `ownership_trials` of `innocent_suspects`), `watermark_create`
(makes a secret and adds licensees, with `watermark_secret_request`, `watermark_pairs`, `watermark_matrices` and
`watermark_facts`),
`watermark_apply` (marks `embeddings_file`), `watermark_attack` (attacks a secret, with `watermark_attack_files` and
`attack_plot`), `watermark_verify` (asks a suspect for embeddings and tests them, with `watermark_request`,
`watermark_owner`, `watermark_questions`, which `watermark_folder` writes, `watermark_suspects`, `watermark_findings`,
`watermark_words`, `watermark_evidence`, which `watermark_check` reads again with `watermark_repeat`, and
`watermark_page`; `evidence_claims` belongs to both kinds of evidence, `html_page` to all pages), `bench_watermark`
(with `watermark_world`, which encodes, `watermark_draw`, `watermark_cost`, `watermark_trials` and `watermark_student`),
`inspect` (a bundle, told by `bundle_words`), `key_backup` (copies a pair of keys), `load_run` (a run at work), `bench`,
`bench_bundle` (with `bundle_cases`), `doctor`, `preview` (what lies in a folder, at once), `runs` (listed and read,
with `run_reading`, `predictions` and `json_shape`), `backbones` (with `download_plan`), `cache` (show and clear),
`engine` (loads what computes, for the window), `defects` (words what was not foreseen), `pace` (remaining time),
`threads`, which both measurements set, and `features`, the statistics of images that most of them need (with
`feature_table`, `table_builder`, `view_preparation`, `encoder` and `read_ahead`). May import everything but the command
line and the window; knows nothing of Qt.
"""
