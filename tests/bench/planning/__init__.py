"""Instances for the planner: how they are written, and a seeded generator. The format is told in FORMAT.md."""
