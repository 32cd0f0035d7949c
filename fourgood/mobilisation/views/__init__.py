"""Pages of mobilisation projects."""
