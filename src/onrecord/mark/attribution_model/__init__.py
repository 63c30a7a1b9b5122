"""Who says what, read by a small network and by the rules together (reader.py); loaded only when it is asked for."""
