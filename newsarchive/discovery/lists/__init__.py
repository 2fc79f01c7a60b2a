"""Lists of data: the articles in JSON and tables, their addresses, and how a list goes on."""
