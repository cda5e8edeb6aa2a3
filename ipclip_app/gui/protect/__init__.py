"""The page that protects a model: what is trained is shown while it trains.

Modules: `training_view` (puts together what a run shows: `phase_strip`, `loss_plot`, `accuracy_plot`, `epoch_table`),
`training_state` (what may be pressed when), `training_log` with `curves` (what a run has reported), `plot_style` and
`plot_export`. May import the window's shared modules, `jobs`, `storage` and what every layer shares.
"""
