"""How good the text is, measured by the judges that come with the corpora, beside the peers of the field."""
