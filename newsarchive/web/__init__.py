"""The archive in a browser and as an API: one core that only reads, and two thin faces over it."""
