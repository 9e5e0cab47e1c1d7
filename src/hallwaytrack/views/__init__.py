"""Other shapes of a document, as functions."""
