"""The formats, one module or package each; none imports another."""
