"""What a site shows of itself, and the source declaration that follows from it (`newsarchive sources new`)."""
