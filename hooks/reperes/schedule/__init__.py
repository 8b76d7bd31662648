"""When a permanence takes place."""
