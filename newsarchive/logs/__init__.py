"""What a process says on stderr: lines for a person, or one JSON object a line for those who keep logs."""
