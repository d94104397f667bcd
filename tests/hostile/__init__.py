"""What strangers may send: the server answers with nothing that is not public, and goes on."""
