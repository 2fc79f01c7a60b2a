"""From what a site shows of itself to the declaration of a source (`newsarchive sources new`)."""
