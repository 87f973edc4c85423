"""What staff type about the catalogue becomes typed values; one module a noun. `fields` are the shared inputs."""
