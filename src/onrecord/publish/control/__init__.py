"""Places over time as they go out: a table of lanes, JSON, a day's map as a picture and as a page."""
