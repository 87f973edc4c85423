"""`python -m workforce` is the `workforce` command."""

from .cli import main

main()
