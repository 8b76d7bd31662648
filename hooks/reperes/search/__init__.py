"""The search: one way to read words, pages cut into sections, and the index that lunr.js loads."""
