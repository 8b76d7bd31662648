"""The pages written by hand: their shape, their links, their sigles, their French."""
