"""Drawing measured in a browser; run ``python -m benchmarks.drawing_speed``."""
