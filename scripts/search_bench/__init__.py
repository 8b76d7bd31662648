"""The measure of the search: what people type, asked of the real pages in a real browser."""
