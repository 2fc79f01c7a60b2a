"""The bundled sample newsroom: sites served from data files by a process of their own.

See docs/explanation/architecture.md#the-sample-newsroom.
"""
