"""The subject itself: frames, dates, people, tags, spells, links, rules and flags.

Nothing here reads an agency's file or draws a page: ``importers`` and ``dashboard`` do.
"""
