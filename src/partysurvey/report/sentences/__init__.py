"""What tables show, said in words: deterministic sentences in Chinese and English, whose numbers know their cells."""
