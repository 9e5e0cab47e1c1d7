"""Publishing: what a new state of a document changes for those who subscribed to the last one."""
