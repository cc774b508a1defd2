"""The Dash app: shows an analysis on the panel's own computer."""
