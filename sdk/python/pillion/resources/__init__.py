"""One module for each resource of the modern face."""
