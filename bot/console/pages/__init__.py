"""The console's pages: a module for each area, its Blueprint called `pages`."""
