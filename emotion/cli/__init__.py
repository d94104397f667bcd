"""The command line `mien`: reads many files, serves the page, and says what works on this machine."""
