"""The commands of `python -m training`. Each loads what it needs when it runs, so that help comes at once."""
