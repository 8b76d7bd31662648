"""Commands for editors and maintainers; the Makefile runs them."""
