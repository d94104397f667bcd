"""The HTTP interface: the same readings for programs, beside the page or alone."""
