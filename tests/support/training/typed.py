"""Commands typed as a person types them."""

from click.testing import CliRunner, Result

from training.__main__ import main


def type_in(*words: object) -> Result:
    """Run a command of the training module and return how it ended."""
    return CliRunner().invoke(main, [str(word) for word in words])
