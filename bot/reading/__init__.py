"""Reading: from a source to records in the store."""
