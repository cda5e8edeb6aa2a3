import pytest

from ipclip_app import resources
from ipclip_app.errors import IncompleteInstallationError, IpclipError


def test_shipped_folders_are_found():
    for name in ("sample", "backbones/demo"):
        assert resources.resource_path(name).is_dir()


def test_missing_file_is_a_foreseen_error_with_a_remedy():
    with pytest.raises(IncompleteInstallationError, match="reinstall ipclip-app") as caught:
        resources.resource_path("nothing/of/that/name")
    assert isinstance(caught.value, IpclipError)
    assert caught.value.path.name == "name"
