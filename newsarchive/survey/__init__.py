"""Surveys a site and proposes its declaration (`newsarchive sources new`)."""
