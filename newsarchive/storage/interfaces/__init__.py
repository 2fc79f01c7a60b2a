"""The archive's public interface: plain values, and the protocols of its stores."""
