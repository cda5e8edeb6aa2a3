"""The page that protects a model: from a scenario and folders to a plan, and what is trained is shown meanwhile.

`page` joins the views (with `run_jobs`, and `interrupted`, which offers an unfinished run). Before the start:
`setup_view` (puts together `sample_card`, `scenario_cards`, two `drop_target`s or one with an `origin_card` and its
`style_strip`, `domain_choice`, `findings_view` with `finding_row`, `options_form`), `run_plan` (what comes out),
`readiness` (what the folders lack); a drop target has `drop_face`, `drop_words`, `dropped` and `thumbnail_strip`; the
form has `backbone_choice`, `device_choice`, `advanced_options` and `collapsible`; `counts` serves all of them.
From the start on: `training_view` puts together `phase_strip`, `training_board` (`loss_plot`, `accuracy_plot`,
`epoch_table`) and `training_controls`; `training_run` has the thread, `training_state` says what may be pressed when,
`training_log` with `curves` holds what was reported, `run_setting` what is known before, `run_progress` with
`stopwatch`, `phases`, `durations` and `loss_words` words it; `plot_style`, `plot_export` and `curve_table` serve the
plots; `plot_reader` with `plot_glass` and `reading_panel` tells their values under the pointer.
May import the window's shared modules, `jobs`, `storage` and what every layer shares.
"""
