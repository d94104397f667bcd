"""What people look at: figures of a network, and networks side by side."""
