"""Benchmarks: the packed text tower, an epoch from cached statistics, and classification, each against the plain way.

Modules: `workload` (a backbone with random weights, and class names, if need be `made_up_names`), `prompt` (the trained
side), `padded_text` (the plain text tower), `text_tower`, `epoch`, `classify`, `scaling` (one measurement each),
`matmul_rate`, `flops`, `peak_memory` with `memory_meter` and `high_water_mark`, `child` (a process of its own),
`timing`, `product_timer` (what is no matrix product), `environment`, `result`; `mutations` of bytes and `trials` of a
reader with them; `innocents` (small models that know nothing of a trigger). May import `model`, the class names in
`data` and the shared words below; never `training`, `audit`, `demo` nor anything above.
"""
