"""Benchmarks: the packed text tower, an epoch from cached statistics, and classification, each against the plain way.

Modules: `workload` (a backbone with random weights, and the class names of `office_home` or `made_up_names`), `prompt`
(the trained side), `padded_text` (the plain text tower), `text_tower`, `epoch`, `classify`, `scaling` (one measurement
each), `matmul_rate`, `flops`, `peak_memory` with `memory_meter` and `high_water_mark`, `child` (a process of its own),
`timing`, `environment`, `result`; `mutations` of bytes and `trials` of a reader with them. May import `model` and the
shared words below it; never `data`, `training`, `audit`, `demo` nor anything above.
"""
