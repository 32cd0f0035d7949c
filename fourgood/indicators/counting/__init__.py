"""The indicators that FourGood counts, by the kind of fact that they are counted from."""
