"""The bundled sample site: its pages are data files, its server is a process of its own.

See docs/explanation/architecture.md#the-sample-newsroom.
"""
