"""Surveys a site and proposes a declaration for it (`newsarchive sources new`)."""
