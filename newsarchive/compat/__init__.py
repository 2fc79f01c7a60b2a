"""Private API of other libraries, one module for each library.

Each use says why it is needed and what upstream would have to offer. tests/compat has a contract test for
each, which fails when an upgrade changes what is relied upon; tests/house/test_private_api.py keeps private
names out of all other packages.
"""
