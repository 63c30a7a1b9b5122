"""Comparisons of estimates, areas and the record of sources as they go out: sentences, tables, CSV, JSON, a chart."""
