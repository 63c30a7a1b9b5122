"""A checked draft for print: `text` for a terminal, `page` for a browser, `sarif` and `export` for programs."""
