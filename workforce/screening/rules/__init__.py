"""Questions about values: points, differences, the order of a ranking, and what assessors may read."""
