"""The finder of /annuaire/: what it knows, cut into small files that a browser loads on demand."""
