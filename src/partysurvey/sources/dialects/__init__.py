"""How the platforms write their exports: one declaration per dialect, one interpreter for all of them."""
