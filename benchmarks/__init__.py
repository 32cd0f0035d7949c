"""How fast, how large: measured on a generated province of 6,000 units and 105,000 members, against stated limits.

Run them all: `python -m benchmarks` (`make bench`). Some: `python -m benchmarks pages sealing`. With `--json FILE` the
results are written down too. Exits with 1 when a limit is not kept. Every latency is stated also as a multiple of a
floor that is measured in the same run, so that results of different machines can be compared.
"""
