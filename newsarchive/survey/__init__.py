"""What a site shows of itself, and the declaration that follows (`newsarchive sources new`)."""
