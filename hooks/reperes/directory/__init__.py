"""The records of the directory: their shape, their places, how they are read and checked."""
