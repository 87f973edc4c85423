"""The bench: how fast the application is, as ratios to a bare Flask application measured in the same run.

A *target* is a running server: `floor` (this folder's own bare application) or `ours`. A *visitor* is one client with
its own connection and cookies. A *round* loads one target for a few seconds; targets take turns, and a figure is the
median over its rounds.
"""
