"""What an operator does: bring FourGood up and keep it up, check it, back it up and restore it, try framework files.

Stands above every other package and is imported by none; only the `fourgood` command (`__main__`) calls it.
"""
