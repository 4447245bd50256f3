"""Where the fold over batches runs."""
