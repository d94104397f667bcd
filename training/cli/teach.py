"""The command that asks large networks, so that a small one can learn from their answers: `teach`."""

from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from training.cli.shared import data_options, faces_of, path_type


@click.command()
@data_options
@click.option(
    "--run", "folders", type=path_type, multiple=True, required=True, help="Run, or models/NAME. May be repeated."
)
@click.option("--views", type=click.IntRange(min=1), default=16, show_default=True, help="Of each face.")
@click.option("--output", type=path_type, required=True, help="File to write, such as runs/answers.npz.")
def teach(
    source: Path,
    votes_file: Path | None,
    own: bool,
    folders: tuple[Path, ...],
    views: int,
    output: Path,
) -> None:
    """Write the mean answers of networks to the Training faces, for `train --teacher FILE --teacher-share 0.7`.

    Says also how good they are together on PublicTest, whose answers are not written: it judges.
    """
    from training.suppress_output import load_keras

    load_keras()
    from training.data.ferplus import majority
    from training.engine.teach import answers
    from training.evaluation.metrics import metrics
    from training.progress import bar

    def say(what: str, labels: npt.NDArray[np.int64], predicted: npt.NDArray[np.float32]) -> None:
        figures = metrics(labels, predicted)
        accuracy, recall = (f"{100 * figures[name]:.2f} %" for name in ("accuracy", "balanced_accuracy"))
        click.echo(f"{what}: accuracy {accuracy}, mean recall {recall}")

    faces = faces_of(source, votes_file, own)
    public = faces.split("public")
    if len(public):
        predicted = answers(folders, public, views, progress=bar).probabilities
        say("PublicTest together", public.labels, predicted)
        if public.votes is not None and ((agreed := majority(public.votes)) >= 0).any():
            say("By the FER+ majority", agreed[agreed >= 0], predicted[agreed >= 0])
    answers(folders, faces.split("train"), views, progress=bar).save(output)
    click.echo(f"Answers to Training faces: {output}")
