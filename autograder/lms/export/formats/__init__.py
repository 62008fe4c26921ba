"""The formats: a module each, with DESCRIPTION, `export`, and TEMPLATE where it fills in a file."""
