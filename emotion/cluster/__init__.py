"""Many machines, by Ray: files through Ray Data, the HTTP interface through Ray Serve."""
