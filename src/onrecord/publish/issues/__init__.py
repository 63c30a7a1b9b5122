"""The issues of a record as they go out: a table for people, CSV and JSON as an issue log."""
