"""The list of all runs, and two of them compared.

May import `jobs`, `progress`, what the window shares, the figures of results, and the plots of training.

Modules: `runs_view` (list and comparison, with `runs_list`, `runs_actions`, `no_runs`), `runs_model` (with
`run_words`), `run_jobs` (what is done to runs in the background), `comparison` (with `comparison_rows`,
`comparison_table`, `comparison_plot`).
"""
