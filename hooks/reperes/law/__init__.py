"""Articles: their names, official texts, and what changed in them."""
