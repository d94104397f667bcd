"""What the server answers around the page: headers, health, figures for its host, and how it starts and ends."""
