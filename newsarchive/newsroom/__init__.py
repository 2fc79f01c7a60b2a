"""The bundled sample site, served by a process of its own from data files.

See docs/explanation/architecture.md#the-sample-newsroom.
"""
