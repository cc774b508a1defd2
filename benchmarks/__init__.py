"""Figures of performance: ratios measured in one run, never timed tests."""
