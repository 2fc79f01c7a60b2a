"""What passes through the archive's doors: plain values and the protocols of its stores."""
