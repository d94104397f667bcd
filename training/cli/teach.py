"""The command that asks large networks, so that a small one can learn from their answers: `teach`."""

from pathlib import Path

import click

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
    from training.evaluation.metrics import accuracy
    from training.progress import bar

    faces = faces_of(source, votes_file, own)
    public = faces.split("public")
    if len(public):
        predicted = answers(folders, public, views, progress=bar).probabilities
        click.echo(f"PublicTest accuracy together: {100 * accuracy(public.labels, predicted):.2f} %")
        if public.votes is not None and ((agreed := majority(public.votes)) >= 0).any():
            click.echo(f"By the FER+ majority: {100 * accuracy(agreed[agreed >= 0], predicted[agreed >= 0]):.2f} %")
    answers(folders, faces.split("train"), views, progress=bar).save(output)
    click.echo(f"Answers to Training faces: {output}")
