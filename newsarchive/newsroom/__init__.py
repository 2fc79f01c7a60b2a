"""The bundled sample site: its pages are data files, its server is a process of its own (DESIGN 2.1)."""
