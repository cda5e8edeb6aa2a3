"""The command line: one module per command group, and what they share.

Modules: the commands `demo`, `doctor`, `train`, `evaluate`, `experiment`, `export`, `inspect` (with verify), `audit`,
`keygen`, `trust`, `trigger`, `ownership`, `watermark` (with `watermark_secret`, `watermark_apply`, `watermark_verify`
and `watermark_attack`, which shares `attack_table` with a benchmark), `serve`, `access`, `backbone`, `cache` and
`bench` (with `bench_experiment`, `bench_bundle`, `bench_ownership`, `bench_watermark` and `bench_serve`), which `app`
puts together and `entry` runs (with `interrupts`); what they share: `options`, `output`, `display` with `pace`
(progress), `passphrase`, `evidence_key`, `evaluation_table`, `sizes` and `version`. May import `service`, `jobs` and
what lies under them. A command imports its job when it runs, so that every `--help` answers without loading torch.
"""

import sys


def main() -> None:
    """Run `ipclip` with the arguments of the process and exit with its code."""
    try:
        from ipclip_app.cli.entry import run_process

        code = run_process()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        code = 130
    sys.exit(code)
