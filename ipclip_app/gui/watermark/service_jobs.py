"""Whether this installation can serve at all."""


def missing_package() -> str:
    """Name of a package that a service needs and that is not installed; empty where all are."""
    from ipclip_app.errors import ServerMissingError
    from ipclip_app.service.request import require_server

    try:
        require_server()
    except ServerMissingError as error:
        return error.package
    return ""
