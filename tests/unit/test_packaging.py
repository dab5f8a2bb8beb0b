"""What is installed is what stands in the tree: the wheel holds all modules and all data, and nothing else."""

from __future__ import annotations

import tarfile
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "seeds")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """Build the wheel as pip does."""
    return ZipFile(next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("dist")))))


def _stand_in_the_tree() -> set[str]:
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}


def test_the_wheel_holds_every_file_of_the_packages(wheel: ZipFile) -> None:
    """Modules, tables, migrations, the web page and the sample corpus travel, and nothing else does."""
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert _stand_in_the_tree() == packed


@pytest.mark.parametrize(
    "kind",
    [
        "seeds/*.md",
        "bot/actors/data/*.csv",
        "bot/stances/data/*",
        "bot/store/migrations/versions/*.py",
        "bot/py.typed",
        "adapters/py.typed",
    ],
)
def test_the_wheel_holds_data_of_every_kind(wheel: ZipFile, kind: str) -> None:
    """A folder that is renamed or left out does not go unnoticed."""
    assert any(Path(name).match(kind) for name in wheel.namelist())


def test_the_wheel_says_what_it_is(wheel: ZipFile) -> None:
    """Its metadata names the licence, the oldest Python and the README, and the licence's text is in it."""
    folder = next(name.partition("/")[0] for name in wheel.namelist() if ".dist-info/" in name)
    metadata = Parser().parsestr(wheel.read(f"{folder}/METADATA").decode())

    assert ("briefbot", "MIT", ">=3.11") == (
        metadata["Name"],
        metadata["License-Expression"],
        metadata["Requires-Python"],
    )
    assert (ROOT / "README.md").read_text("utf-8").strip() == metadata.get_payload().strip()  # type: ignore[union-attr]
    assert wheel.read(f"{folder}/licenses/LICENSE").decode() == (ROOT / "LICENSE").read_text("utf-8")


def test_every_entry_point_of_the_wheel_can_be_loaded(wheel: ZipFile) -> None:
    """The command, the rankers, the stance methods and the adapters are where the wheel says."""
    named = next(wheel.read(name).decode() for name in wheel.namelist() if name.endswith("entry_points.txt"))
    ours = distribution("briefbot").entry_points

    assert {f"{point.name} = {point.value}" for point in ours} == {line for line in named.splitlines() if "=" in line}
    assert all(callable(point.load()) for point in ours)


def test_the_source_distribution_can_be_tested(tmp_path: Path) -> None:
    """It brings tests, documentation, locked requirements and the Makefile beside the packages."""
    with tarfile.open(next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path)))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    wanted = ["pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "requirements.txt"]
    assert [] == [name for name in (*wanted, "requirements-dev.txt", "tests/conftest.py") if name not in names]
    assert _stand_in_the_tree() <= names
