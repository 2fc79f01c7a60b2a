"""Times as pages write them, as ISO 8601 with the evidence for each."""
