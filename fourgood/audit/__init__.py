"""Acts: who did what, in which capacity, on what, when. Append-only, sealed in batches, verifiable.

May import `common`. Every verb of the packages above records one act in its own transaction with `acts.record`.
"""
