"""From a file as an editor wrote it to checked values, or to faults that an editor can mend."""
