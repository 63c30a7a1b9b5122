"""A tally as it goes out: sentences, a table for a terminal, CSV and JSON, a chart."""
