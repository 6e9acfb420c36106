"""The public site: every item in force in, a folder of plain files out that any web server can show."""
