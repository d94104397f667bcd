"""What all visitors of one process share: the settings of its host, its resources, and the places for cameras."""
