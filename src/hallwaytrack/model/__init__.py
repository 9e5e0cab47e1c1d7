"""The models: what a tech-community event is, one concept a file."""
