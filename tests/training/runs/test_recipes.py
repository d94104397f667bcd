"""The named configurations are those of the articles, and each can be asked for by name."""

import dataclasses

import pytest

from training import networks
from training.runs.config import TrainingConfig
from training.runs.recipes import DEFAULT, PUBLISHED, RECIPES, nearest, published, recipe


def test_our_own_recipe_is_the_default() -> None:
    assert recipe(DEFAULT) == TrainingConfig()


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_trains_the_network_of_its_name(name: str) -> None:
    assert recipe(name).network == name
    assert name in networks.NETWORKS


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("blog", {"epochs": 50, "batch_size": 1024, "learning_rate": 0.001, "augmentation": "blog"}),
        ("report", {"epochs": 35, "batch_size": 64, "learning_rate": 0.0001, "augmentation": "none"}),
    ],
)
def test_an_articles_recipe_adds_nothing_that_the_article_lacks(name: str, expected: dict[str, object]) -> None:
    plain = {"optimizer": "adam", "schedule": "constant", "average": 0, "label_smoothing": 0, "weight_decay": 0}
    plain |= {"cutout": 0, "mixup": 0, "votes": 0, "refresh": False, "warmup_epochs": 0, "balance": "none"}
    settings = dataclasses.asdict(recipe(name))

    assert {key: settings[key] for key in plain | expected} == plain | expected


@pytest.mark.parametrize("name", ["vgg16", "resnet50", "mobilenet"])
def test_a_pretrained_network_begins_with_its_head_alone(name: str) -> None:
    assert 0 < recipe(name).frozen_epochs < recipe(name).epochs


def test_an_unknown_recipe_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown recipe 'big': expected one of mirrored, mirrored-small"):
        recipe("big")


@pytest.mark.parametrize("name", RECIPES)
def test_a_changed_recipe_is_still_the_nearest(name: str) -> None:
    assert nearest(dataclasses.replace(recipe(name), seed=9)) == name


def test_an_articles_figure_stands_beside_its_configuration_alone() -> None:
    report = recipe("report")

    assert published(dataclasses.replace(report, seed=5, precision="float32")) == PUBLISHED["report"]
    assert published(dataclasses.replace(report, epochs=36)) is None
    assert published(recipe("compact")) is None
