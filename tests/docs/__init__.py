"""The pages: their examples are run, their tables made from the code, their links followed."""
